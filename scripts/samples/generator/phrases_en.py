"""English phrase banks, in the notation of `phrases_fr.py`; `{a_o}` `{my_o}` `{the_o}` stand for an object."""

OBJECTS = [  # (noun, kind)
    *((noun, "light") for noun in (
        "pendant light", "bedside lamp", "chandelier", "wall light", "floor lamp", "ceiling light", "desk lamp", "lantern", "night light",
        "reading light", "table lamp")),
    *((noun, "hard") for noun in (
        "mirror", "coffee table", "shelf unit", "console table", "vase", "candle holder", "sideboard", "stool", "chest of drawers",
        "wall clock", "picture frame")),
    *((noun, "soft") for noun in ("rug", "armchair", "cushion", "pouf", "throw", "lampshade", "bedspread")),
]
COLLECTIONS = ["", "", "", "Nacre", "Solène", "Halo", "Ambre", "Aube", "small", "large"]
MATERIALS = {
    "light": ["rattan", "brass", "smoked glass", "ceramic", "paper"], "hard": ["oak", "black metal", "walnut"],
    "soft": ["linen", "velvet", "cotton"],
}

OPENERS = {
    "any": """
first order with you
been a customer for [two|three|four|five|six] years
I ordered {a_o} for [the living room|our bedroom|the hallway|my office|the baby's room|our new flat]
wanted to get {a_o} for [my mum|my sister|a friend|our daughter|a wedding present]
ordered {date}
order of {price} placed on {day} [evening|night]
we just moved to {city} and needed {a_o}
a friend recommended your shop
I live in France but my French is poor
not my first order
quick feedback
long story short
answering your survey
I shop here fairly often
I'd been looking for {a_o} for ages
bought as a [birthday|housewarming|leaving] present
I compared a few sites before picking yours
we redid the [kitchen|bedroom|hallway|study] this summer
I usually order from my phone
ordering from [Belgium|Ireland|London|Luxembourg]
in case it helps
just my two cents
we are furnishing a holiday let
my husband found your shop
I travel a lot so I shop at night
I checked the reviews before buying
second time I use the site
I run a small café and buy here now and then
I do most of my shopping online
second order this year
""",
    "store": """
popped into the [shop|store] [on {day}|at lunchtime|with my daughter]
[quick|family] visit for [a bulb|{a_o}|ideas]
wanted to see {a_o} in real life
walked in [by chance|out of the rain]
""",
    "app": """
[downloaded|installed] {date}
I mostly use it [on my tablet|in the evening|on the train]
I was using the website before
a friend told me about the app
""",
    "negative": """
really disappointed
[not happy|not impressed] at all
I don't usually complain
I honestly don't understand
[very|quite|so] frustrating
it all started so well
sorry but no
[big|huge] let-down
I expected better
never had this before
fed up
last straw for me
what a mess
this is getting ridiculous
I'd give zero if I could
wasted a whole evening
I'm trying to stay polite
""",
    "positive": """
[really|very|so] [happy|pleased]
[great|lovely|brilliant] experience
no complaints
nice surprise
[perfect|spot on|faultless] from start to finish
made my week
pleasantly surprised
I was sceptical at first
thank you so much
good as always
couldn't be happier
[well done|hats off] to the team
finally a shop that cares
""",
    "sale": """
ordered during the September sale
I grabbed {a_o} at {price} in the sale
took advantage of your 30% off week
""",
}
CONCESSIONS = """
[the site looks lovely|your products are beautiful|the choice is great|love the photos]
[staff are kind|prices are fair|I like the brand|the team means well]
[the lamp itself is gorgeous|nothing wrong with the quality|the product is fine]
usually [everything goes well|it's perfect|I'm happy]
"""
CONTRASTS = ["but ", "however, ", "unfortunately ", "sadly, ", "only problem: ", "but this time "]

TOPICS = {
    "pay3ds": """
bank page keeps looping[ and never lets me finish| back to the basket| no matter what I try|, gave up after {minutes}]
verification code never arrives[, so I can't pay| and there's no way to resend it|, waited {minutes}| even though my number is right]
payment declined [three|four|five] times [even though my card works everywhere else|with plenty of money in the account|and my bank says it's your side]
I approve it in my banking app and [your site just sits there|I'm thrown back to the payment page|it says authentication failed]
3D Secure [fails every single time|is completely broken|never loads|ends on a white page]
back to square one [every time I confirm on my phone|after the bank step|when it's time to pay]
can't get past the bank check, [it spins and spins|it just times out|then the session expires]
tried [two|three] cards, [none goes through|all rejected|same error each time]
the text code [comes too late|has expired by the time it arrives|is refused every time]
since [the site update|the new version|last week] [I can't pay by card|card payments fail|checkout is broken]
the card security window [closes by itself|won't open|reloads forever|stays blank]
"authentication failed" [over and over|is all I get|for no reason]
card refused for no reason, [my bank never even saw the request|it works fine elsewhere|I called them to check]
stuck in a loop between [your site and my bank|the basket and the bank page|the code screen and an error]
spent {minutes} trying to pay, [same loop every time|no code ever came|nothing works]
I enter the code, [blank screen|error page|endless spinner] and [that's it|start all over again]
my bank [froze my card|rang me about fraud] after [all those attempts|your {n} requests]
impossible to pay: [no code by text|the bank confirms, you don't|it keeps sending me back]
payment page [crashes at the last step|throws a 500 error|never confirms], [phone and laptop|two different browsers]
after the [fifth|fourth|sixth] attempt I gave up, [the code never came|the bank page was still spinning|payment declined again]
""",
    "promo": """
promo code [doesn't work|was refused at the last step|not recognised]
my gift card [won't go through|shows a zero balance]
loyalty points [vanished|can't be used on anything]
no [PayPal|pay in three|Apple Pay] option[, pity|, really?|]
the welcome discount [never applied|disappeared at checkout], [had to pay full price|annoying]
the code you emailed [had already expired|only works in the app]
the 10% voucher [isn't accepted|can't be combined with anything|took nothing off]
""",
    "billing": """
charged twice [for one order|{price} each time]
the amount taken [isn't what the basket said|is wrong]
never got [my invoice|a receipt]
billed for [an item that was cancelled|delivery that was meant to be free|a warranty I never asked for]
charged [twice|{price} too much], [support says wait|no correction so far|and no one explains]
my invoice [has the wrong name|shows another amount|never came by email]
bank statement shows {price}, [order says less|I never ordered that|the order was cancelled weeks ago]
a payment of {price} with no order, [explain please|who do I talk to]
refund counted as a [new payment|second charge]
""",
    "form": """
[too many|far too many] steps [to check out|for one light bulb|between basket and payment]
had to [retype my address|start my basket again|create an account] [twice|every time]
the address form [refuses foreign postcodes|wipes everything when you go back|doesn't accept my phone number]
checkout is [confusing|painfully long] on a phone
the form [rejects my name because of the accent|wants a French phone number|keeps asking for a company name]
where is the button to [change the address|edit quantities|remove an item], [I gave up looking|hidden at the very bottom]
""",
    "late": """
delivered {days} late[| without a word| after I took a day off]
still waiting for {my_o}, [due|promised] last {day}
delivery date pushed back [twice|three times|again][|, no explanation|, no apology]
{weeks} for {a_o}, [way too long|they said three days]
it arrived [long after|well past] the promised date[|, the party was over|, we'd bought another by then]
late [again|like last time|as usual], [had to chase it|no update]
order left the warehouse {days} after the date given
[two|three] weeks and no [parcel|{object}|delivery]
""",
    "missing": """
parcel marked as delivered but [nothing here|I never got it]
order lost, [nobody knows where it is|they told me to keep waiting]
[a bulb|the cable|one leg|half the order] was missing from the box
only received [half of it|two items out of three]
it says signed for, [not by me|by whom?|I was at work]
one of the two boxes [never came|went to another city|is "on its way" since {date}]
the tracking says delivered, [my letterbox is empty|neighbours have nothing|concierge has nothing]
only the [shade|base|screws] came, [where is the rest|no lamp]
""",
    "carrier": """
driver never [rang|knocked][|, I was home all day|, just left a card]
parcel [thrown over the gate|left in the rain|dumped in the lobby]
courier [was rude|refused to come up], [{my_o} stayed on the pavement|third floor, no lift]
"address not found", [I get every other parcel|I've lived here ten years]
dropped at a pick-up point [ten|fifteen] kilometres away
delivery slot [missed|ignored|changed on the day], [I stayed in for nothing|took a day off]
left with [a stranger|a neighbour I don't know|the bakery downstairs] without asking
""",
    "tracking": """
tracking [never updates|is stuck on "preparing"|link goes nowhere]
no news [of my order|about the parcel] since {date}
no idea [where the parcel is|when it will come], [no email, nothing|support doesn't know either]
the tracking number [doesn't exist|belongs to someone else's order]
three emails, three [different dates|different carriers]
status says shipped, [the carrier has nothing|warehouse says otherwise|nothing has moved for {days}]
not one [text|email|notification] before delivery, [found the box outside|missed it of course]
the tracking page [is blank|shows an error|says my order is unknown]
""",
    "damaged": """
{my_o} arrived [broken|cracked|scratched|in pieces|chipped]
box [crushed|soaked|ripped open] and [the glass smashed|the base bent]
[flimsy|hardly any|useless] packaging for {a_o}, [no wonder it broke|no padding at all]
second one sent, [also broken|shade split this time]
the glass was [smashed|cracked|in bits] when I opened the box
{the_o} has [a dent|a big scratch|a chip on the rim]
""",
    "wrong": """
got {a_o} instead of [the lamp I ordered|what I chose]
wrong colour, [ordered black, got gold|beige not green]
wrong size, [40 cm instead of 60|far smaller than ordered]
you sent [someone else's order|last year's model|the wrong model]
ordered E27, got [E14|a bulb that doesn't fit|something else]
not the {object} I picked, [label was swapped|someone mixed up the boxes|right box, wrong thing inside]
[two of the same|one white one black] instead of [a pair|two different ones|what I chose]
the shade you sent [doesn't fit the base|is for another model]
what came is [not mine|a different shape|another collection]
""",
    "defective": """
{my_o} [won't switch on|stopped working] after {days}
the [switch|dimmer|remote|transformer] is [dead|faulty] [out of the box|after {days}]
it [flickers|buzzes|overheats] [when dimmed|all the time]
smart bulb [keeps disconnecting|never paired|stopped responding]
""",
    "quality": """
quality is [poor|not what it was|disappointing], [feels like plastic|paint chipping already]
expected more for {price}
{the_o} looks [cheap|flimsy] in real life
fabric [pilled|faded|shed everywhere] [after {days}|in the first wash]
the finish is [sloppy|rough|not worth the money], [screws already loose|glue marks everywhere]
{my_o} wobbles, [had to wedge it with paper|cheap metal]
the paint [chips|scratches] [if you look at it|straight away]
""",
    "stock": """
everything I want is out of stock[|, so annoying|, for {weeks} now]
order cancelled {days} later, [no stock|no replacement offered]
{the_o} shown in stock then [unavailable|on back order] once [paid|in the basket]
never [my size|the colour I want|the matching one] in stock
waiting for {the_o} to come back for [months|{weeks}], [no date given|nobody knows]
poor choice of [round rugs|E14 bulbs|bathroom lights|wall lights]
[sold out|unavailable|back order] on half the page
only one left of a pair, [useless|had to give up the set]
""",
    "info": """
[no|wrong] dimensions on the page for {the_o}
the photo looks nothing like [what arrived|the real colour]
impossible to tell [which bulb fits|if it's dimmable|whether the cable is included]
instructions [unreadable|only in French|missing]
the page says [brass|ready assembled|solid oak], it's [painted metal|an hour of screwing|veneer]
nothing about [the warranty|return costs|maximum weight|delivery times] anywhere
the [English|product] page is [half translated|contradictory|out of date]
""",
    "search": """
search [finds nothing|returns rubbish], [even with the exact reference|I typed the full name]
filters [don't work|reset every time], [useless|so I scroll forever]
can't find [bulbs in the menu|my way around|the lamp I saw in store]
typed the name of {the_o} and got [rugs|nothing|two hundred unrelated things]
sorting by price [doesn't work|puts the expensive ones first]
no way to filter by [height|width|bulb type|style]
menus are [a maze|confusing], [bulbs are under furniture|same item in four places]
search results [change every time|ignore half my words]
""",
    "slow": """
site is [slow|painfully slow|crawling][|, especially at night|, especially on mobile]
pages take [10|15|20] seconds to load
images [never load|load one in two] on my phone
everything [lags|takes forever] when I [zoom|add to basket|scroll]
the [home page|basket|product page] [hangs|never finishes loading]
""",
    "login": """
can't log in[|, it says wrong password right after I reset it|, apparently my account doesn't exist]
password reset email [never comes|comes a day later]
keeps logging me out [mid-basket|every few minutes]
account locked [for {days}|after one mistake]
had to make a new account [to track my order|because the old one vanished]
my order history [is empty|has gone] since [I changed email|the account redesign]
login [fails half the time|loops to an empty form] [on my phone|in Safari|since {day}]
the password rules [are absurd|rejected six passwords]
the code to sign in to my account [never works|comes an hour later]
""",
    "fees": """
shipping [too expensive|only shown at the last step|costs more than the item]
[12|15|19] euros delivery for [a bulb|a cushion|{a_o}]
"free delivery" and [then fees at the end|only in store, apparently]
return costs [aren't shown anywhere|eat half the refund|are on us]
[surprise|hidden] fees at the [very last step|end], [almost closed the tab|not nice]
{price} basket and still paying [for delivery|a handling fee]
""",
    "price": """
[too expensive|overpriced] for what it is
prices went up [a lot|20%] [this year|since summer]
{the_o} is [cheaper elsewhere|half the price on another site]
[three|two] days after I bought it, it was [40% off|on sale], [no gesture at all|annoying]
for {price} I can get [two elsewhere|a proper brand|something handmade]
[nice but|lovely but|pretty but] [too pricey|way over budget|far too dear for {a_o}]
your prices [no longer make sense|doubled on some lamps]
""",
    "unreachable": """
customer service [impossible to reach|never answers][|, {n} calls| for {days} now]
[three|four|five] emails, [no reply|not a word back]
no phone number [anywhere|that works]
nobody [picks up|answers the chat|reads the emails], [tried all week|at any time of day]
rang since {day}, [it just rings|cut off every time|all our agents are busy]
call me back form [never called back|broken]
""",
    "wait": """
{minutes} on hold [for nothing|then cut off]
took [{days}|two weeks] to get an answer
passed from one agent to another, [nobody knows|same story three times]
agent [didn't solve anything|promised a call back that never came]
told [48 hours|"tomorrow"|three working days], it's been {weeks}
my case was [reopened twice|closed without a fix|transferred again], [I start from scratch each time|no one decides]
the person on the phone [read from a script|hung up|had no access to anything]
[two|three] calls, [three different stories|no decision|no progress]
""",
    "bot": """
the chat is a bot that [goes round in circles|doesn't understand|sends you to the FAQ]
only [canned|copy-paste|automatic] replies, [no human|nobody reads my messages]
asked for a person, [got a link|got the FAQ|the bot closed the chat]
your virtual assistant [offers the same three links|can't spell refund|ends the chat by itself]
same template email [again|for the third time|whatever I write]
"please visit our help centre", [that's all I get|very helpful]
phone menu [loops|hangs up after three choices], [could not get anyone|no option for complaints]
[robot|automatic] answers at every step
""",
    "refund": """
still no refund after [{weeks}|{days}|a month]
offered [a voucher|store credit] instead of my money back
return received {date}, [nothing on my account|where's my {price}?]
refund was [partial|minus 15 euros for no reason]
they refuse to refund [the broken one|a parcel that never came|the postage]
{price} still missing, [bank says nothing is coming|each agent gives another date|"banking delays"]
my money [never came back|is nowhere], [returned everything in {weeks}|they have the parcel]
refund promised [in five days|by Friday|last month], [nothing|still waiting|I keep asking]
""",
    "return": """
returning {a_o} is [a nightmare|a hassle], [no label|print, call, wait]
return label [won't print|link is dead]
store refuses to take back [an online order|{the_o} bought on the site]
[three|two] weeks to [get an exchange|receive a label|hear about my return]
to send back {a_o} you must [pay 19 euros|book the courier yourself|keep the original box]
exchange refused [because the box was open|one day after the limit|without explanation]
return window [too short|over because you delivered late]
return form [asks for ten photos|rejects my order number|goes to an error page]
""",
    "crash": """
app [crashes|closes by itself] [on launch|when I open the basket|every time I zoom]
[constant|non-stop] crashes since [the update|the latest version|3.8]
[black|white] screen on opening[|, reinstalled twice|, phone is brand new]
app freezes on [the logo|the home page|my wish list]
can't open the app [since {day}|on my tablet|without restarting the phone]
the app [quits|dies] mid-order
""",
    "appbug": """
basket empties itself [when I leave the app|after each update]
favourites [gone|don't sync with the website]
the [add to basket|back|filter] button [does nothing|doesn't respond]
[two|three] notifications a day [about rugs|even with everything off]
my order list [is empty|shows old ones] in the app
camera view [doesn't work|puts the lamp on the floor|overheats my phone]
store code scan [opens the wrong page|recognises nothing]
the app [forgets my store|switches to French|signs me out] [every day|by itself]
""",
    "queue": """
{minutes} in the queue[|, one till open|, for a light bulb]
only one till open [on Saturday|at lunchtime]
nobody [at the counter|on the floor|at collection] for [ten|fifteen] minutes
[endless|huge|very long] line [at the till|for click and collect|for one exchange]
waited {minutes} for [advice|an exchange|someone to cut a cable]
the queue went [all the way to the rugs|out of the door], [people were leaving|everyone moaning]
""",
    "rude": """
staff [rude|cold|dismissive], [felt like a nuisance|barely said hello]
the assistant [talked down to me|sighed when I asked in English|never looked up]
[cold|frosty] welcome [at the till|in lighting|at collection]
[they|the sales people] would rather [chat|fold rugs] than [help|serve anyone]
unpleasant remark from [the guard|a salesman] at the door
asked a simple question, got [a shrug|an eye roll|"look on the website"]
""",
    "comfort": """
shop is [cramped with a pram|too hot|untidy]
music [far too loud|unbearable], [couldn't hear the assistant|we left early]
half the display lamps [aren't plugged in|have no price]
nowhere to park, [drove around for ages|gave up once]
[stuffy|cluttered|dusty] shop, [hard to move around|stayed five minutes]
display models [are broken|are dirty|can't be switched on], [hard to judge|pity]
prices [missing|wrong] on [half the lamps|the display models]
""",
    "collect": """
order not ready [for collection|at the time given], [came for nothing|had to come back]
store [couldn't find|had sold] my reservation
got the "ready" text [too early|after closing time|but nothing was there]
at collection I was given [someone else's bag|an open box|half of it]
two-hour collection [took two days|doesn't exist]
click and collect [cancelled on the day|confirmed then "not found"], [crossed town for nothing|nobody called|no sorry]
appointment with the adviser [forgotten|cancelled an hour before]
click and collect desk [closed early|had nobody], [twice|no sign up]
""",
    "praise_delivery": """
delivered [in two days|early|next day][|, well packed|, friendly driver]
[fast|quick|on-time] delivery, [great packaging|clear tracking|nothing broken]
{my_o} came [in perfect condition|sooner than expected|just in time for the birthday]
delivery has got [much better|so much faster] [lately|since the summer]
driver was [lovely|right on time|really helpful]
""",
    "praise_product": """
{my_o} is [gorgeous|beautiful|stunning|even nicer in real life]
[great|lovely|solid] quality, [feels sturdy|well finished|worth the price]
[soft|warm|perfect] light, [exactly what I wanted|the room looks different now]
{the_o} matches the description [perfectly|exactly]
easy to [fit|put together], [clear instructions|everything included]
[everyone|my neighbour|my husband] asks where I got it
good value [at {price}|for {a_o}]
""",
    "praise_site": """
site is [clear|easy|a pleasure to use], [found it in minutes|ordered in three clicks]
[easy|smooth|simple] checkout, [payment went straight through|instant confirmation|no issues]
[lots of|great] choice, [useful reviews|nice photos|clear prices]
found what I wanted [right away|in no time]
no trouble at all [ordering|paying|finding things]
""",
    "praise_store": """
[friendly|lovely|really helpful] staff, [took the time to explain|they speak English too|thanks {name}]
{name} [helped me pick|found the right bulb in seconds|was brilliant]
[beautiful|nice|well laid out] store, [full of ideas|you can switch every lamp on]
collection [in five minutes|without waiting], [order ready|smiling team]
exchange done [with a smile|in two minutes|no questions asked]
""",
    "praise_support": """
support [was lovely|is quick|really listened], [sorted in an hour|same-day answer|sent a new part no questions asked]
{name} [called me back within the hour|explained everything|sorted it out]
[easy|free|simple] return, [refunded in {days}|label came straight away]
my {object} was replaced in {days}, [no fuss|brilliant service]
real people [on the phone|on chat], [rare these days|so refreshing]
[quick|polite|helpful] reply by [email|chat|phone]
""",
    "praise_app": """
app is [smooth|well made|so handy], [favourites all there|clear order tracking|quick and pretty]
love [seeing the lamp in my room with the camera|the room ideas|scanning in store]
[latest version|last update] is [much better|faster], [thanks|well done]
ordered from the sofa in two minutes, [great|so easy]
the app makes it [easy|quick|fun] to [order|follow my parcel|save ideas]
""",
    "neutral": """
[fine|ok|average|alright], [nothing special|neither good nor bad]
order [received|as described], [nothing to report|let's see how it lasts]
haven't [fitted it|tried it|opened it] yet, [will see|too early to say]
just [browsing|comparing prices|picked up a bulb]
no strong opinion [on the site|about {the_o}|either way]
[standard|normal|usual] delivery, [normal product|fair price|does the job]
""",
    "suggestion": """
it would be nice to have [a filter by diameter|more customer photos|fabric samples]
you should offer [click and collect in more places|a dark mode|installation at home]
please add [a shared wish list|text message tracking|spare parts|an English help page]
one idea: [decorating workshops|assembly videos|a gift wrap option|stock shown for each store]
I wish I could [edit my order afterwards|pick a delivery slot|compare two lamps side by side]
why not [sell bulbs with the lamps|show real homes|take back old lamps]?
maybe [a loyalty card|student prices|a lighting guide] would [be nice|help|bring me back]
""",
}
SEARCHES = ["rattan pendant", "cordless lamp", "E27 dimmable", "bathroom wall light"]

CONSEQUENCES = {
    "pay": """
gave up on the order[|, oh well| after {minutes}]
ended up buying [elsewhere|from a competitor|in the shop]
so [no order|no present|I left with nothing]
basket of {price} lost
had to [call my bank|start again {n} times]
I don't trust the site with my card any more
""",
    "delivery": """
had to [take time off|buy another one in a rush|chase them myself]
the present came too late
the electrician came for nothing
cancelled in the end
not even an email
""",
    "product": """
had to send it back
straight to the bin
fixed it myself in the end
can't give that as a present
""",
    "app": """
uninstalled
back to the website for me
reinstalled {n} times, no change
unusable as it is
""",
    "store": """
left without buying
I'll order online instead
shame for such a pretty shop
""",
    "support": """
still not solved
what am I supposed to do?
wasted [a morning|hours] on this
I'll ask my bank for a chargeback
""",
}
CLOSERS = {
    "negative": """
won't order again
avoid
please [fix this|sort it out|get back to me]
I'd like [an answer|my money back|someone to look at this]
can't recommend
never again
do something
going elsewhere next time
[really|just] not good enough
does anyone read these?
such a shame
""",
    "positive": """
highly recommend
will be back
keep it up
thanks [a lot|again|to the team]
would buy again
five stars well deserved
telling all my friends
can't wait to order more
""",
    "neutral": """
we'll see
nothing else to add
that's it
have a nice day
maybe next time
""",
}
SHORT = {
    "negative": """
[bad|meh|disappointing|awful|terrible|poor], [{subject}|really]
{subject} needs work
[very|quite|really] disappointed with {subject}
""",
    "positive": """
[great|perfect|lovely|excellent|brilliant|very good|superb], [{subject}|thanks|nothing to add|love it]
{subject} was [great|perfect|spot on|lovely]
[very|really|so] happy with {subject}
""",
    "neutral": """
[ok|fine|average|alright|so-so], [{subject}|nothing more]
nothing to report on {subject}
""",
}
SUBJECTS = {
    "pay": ["the payment", "the bank page", "the card check", "paying"],
    "delivery": ["the delivery", "the wait", "the courier", "the packaging"],
    "product": ["the quality", "the lamp", "the finish", "the rug", "the product"],
    "app": ["the app", "the update", "the mobile version"],
    "store": ["the store", "the staff", "the queue", "the service"],
    "support": ["customer service", "the refund", "the return", "support"],
    "site": ["the site", "the search", "the choice", "the prices", "ordering"],
}
MOODS = {
    "negative": """
[shame|meh|ugh|seriously|awful|warning|disappointing|terrible|fed up|help|again|unbelievable]
[very|so|really] [disappointed|annoyed|let down]
""",
    "positive": """
[wow|great|thanks|perfect|lovely|brilliant|superb|finally|delighted]
[very|so|really] happy
""",
    "neutral": """
[meh|fine|hmm|ok|decent|fair]
""",
}
TITLES = {
    "pay": """
[can't|impossible to|no way to] [pay|check out|pay by card]
[payment|card] [refused|declined] [three times|for no reason|again]
[bank page|card check] [loops forever|never loads]
[verification|text] code never [came|arrived|works]
""",
    "delivery": """
[late|slow|very late|still no] [delivery|parcel]
{days} late
[parcel|order] [lost|missing|nowhere]
where is my [order|parcel|lamp]?
[courier|tracking] is [useless|a joke]
""",
    "product": """
arrived [broken|damaged|incomplete|scratched]
[poor|disappointing] [quality|finish]
not [as pictured|what I ordered|the right size]
[overpriced|too expensive] [for this|really]
stopped working [already|in a week]
""",
    "app": """
[crashes|freezes|closes] [all the time|on launch|since the update]
[unusable|buggy|broken] app
[basket|favourites] [gone|empty again]
""",
    "store": """
[long|endless] queue in store
[rude|cold] staff
""",
    "support": """
[no|zero] [support|reply|help]
[refund|return] [never came|is a nightmare|refused]
[nobody|no human] answers
""",
    "site": """
[slow|confusing|clunky] [site|website]
[hidden|surprise] [fees|shipping costs]
[search|login] [useless|broken]
""",
    "praise": """
[very|really|so] [happy|pleased|pretty|good]
[gorgeous|beautiful|lovely] [lamp|light|rug|things]
[fast|quick|great] [delivery|service]
[love|adore] [it|this shop|this app|my lamp]
[highly recommended|would buy again|five stars]
[great|handy|smooth] [app|website|shop]
""",
    "neutral": """
[ok|average|not bad] [overall|so far|I guess]
[mixed|so-so] [feelings|experience]
[a suggestion|one idea|a few ideas]
""",
}
TICKET = {
    "hello": ["Hello,", "Hi,", "Hi there,", "Dear team,", "Good morning,", "Good evening,", ""],
    "ask": """
[can|could] you [look into this|check on your side|keep me posted]?
what should I do?
please [call me back|reply by email|sort this out]
I'd like [a refund|a clear answer|a quick fix]
is this a known issue?
it's rather urgent, [I need it by {day}|it's a present]
""",
    "bye": ["Thanks", "Many thanks", "Best regards", "Kind regards", "Cheers", ""],
    "follow": """
any news? [nothing for {days}|same problem|nobody called back]
thanks for your reply, [it works now|all sorted|the {object} arrived]
I [tried again|did what you said] on {day}, [same result|no change]
here is the reference: {cmd}, [please check|ordered {date}]
""",
    "csat_good": """
[helpful|friendly|quick] agent, [solved in {days}|thanks {name}|clear answer]
[sorted|solved] [in one day|straight away], [great|thank you]
""",
    "csat_bad": """
[useless|copy-paste|off-topic] answer, [still waiting|nothing solved|{days} for that]
ticket closed but [nothing is fixed|no refund yet]
""",
}
SUBJECT_LINES = {
    "pay": ["Can't pay", "Card declined", "No code from bank", "Payment page stuck"],
    "delivery": ["Order {cmd} not received", "Late order {cmd}", "Where is {cmd}?"],
    "product": ["Damaged item {cmd}", "Wrong item {cmd}", "Faulty product {cmd}"],
    "app": ["App problem", "App keeps closing"],
    "store": ["Store visit", "Collection {cmd}"],
    "support": ["Refund {cmd}", "Return {cmd}", "No answer so far"],
    "site": ["Account problem", "Promo code", "Invoice {cmd}", "Question before ordering"],
}
QUESTIONS = """
hello, is {the_o} [dimmable|still available|sold in another colour]?
do you deliver to [Ireland|Belgium|London|Luxembourg]?
which bulb goes with {the_o}?
can I [collect|exchange] my order [in store|in {city}]?
I need to [change the address|add an invoice|cancel one item] on order {cmd}
"""
REPLIES = {
    "hello": ["Hello,", "Hi {name},", "Thank you for your message."],
    "negative": ["We are sorry about this.", "That is not the service we want to give.", "Our apologies for the trouble."],
    "positive": ["So glad you like it!", "Thank you for your trust.", "You made our day."],
    "pay": ["Our team is working on card verification.", "A fix of the payment page is on its way.", "Your card has not been charged."],
    "other": ["Could you send us your order number?", "A colleague will call you within 24 hours.", "We are checking with the warehouse."],
    "bye": ["Maison Lumen", "Kind regards, Maison Lumen", "See you soon."],
}
FIRST_NAMES = [
    "Emma", "Oliver", "Grace", "Liam", "Priya", "Hannah", "James", "Aoife", "Daniel", "Zoe", "Marcus", "Fiona", "Ben", "Isla", "Rahul", "Kate",
    "Owen", "Molly", "Sean", "Amara",
]
LAST_NAMES = ["Ashford", "Byrne", "Carrick", "Doyle", "Ellery", "Finch", "Grant", "Holloway", "Keane", "Marlow", "Nair", "Osei", "Reid", "Shaw"]
CITIES = ["Lyon", "Nantes", "Paris", "London", "Dublin", "Geneva", "Annecy", "Bordeaux"]
