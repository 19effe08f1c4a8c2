"""French phrase banks: what the customers of Maison Lumen say.

One phrasing a line, without capital or final stop. `[a|b|]` is a choice, `{slot}` is filled by `texts.py`:
{un_o} {mon_o} {le_o} {ce_o} an object with its article, {e} its feminine ending, {il} its pronoun, {ee} the writer's own
feminine ending, {beau} "beau" or "belle"; {jours} {semaines} {minutes} {heure} {jour} {date} {prix} {n} {ville} {cmd} {prenom} plain values.
"""

LIGHT, HARD, SOFT = "light", "hard", "soft"
OBJECTS = [  # (noun, feminine, begins with a vowel sound, kind)
    ("suspension", True, False, LIGHT), ("lampe de chevet", True, False, LIGHT), ("lustre", False, False, LIGHT),
    ("applique", True, True, LIGHT), ("lampadaire", False, False, LIGHT), ("guirlande lumineuse", True, False, LIGHT),
    ("plafonnier", False, False, LIGHT), ("lampe de bureau", True, False, LIGHT), ("lanterne solaire", True, False, LIGHT),
    ("veilleuse", True, False, LIGHT), ("liseuse murale", True, False, LIGHT), ("lampe à poser", True, False, LIGHT),
    ("baladeuse", True, False, LIGHT), ("miroir", False, False, HARD), ("table basse", True, False, HARD),
    ("étagère", True, True, HARD), ("console", True, False, HARD), ("vase", False, False, HARD), ("bougeoir", False, False, HARD),
    ("buffet", False, False, HARD), ("tabouret", False, False, HARD), ("commode", True, False, HARD), ("horloge", True, True, HARD),
    ("cadre photo", False, False, HARD), ("tapis", False, False, SOFT), ("fauteuil", False, False, SOFT),
    ("coussin", False, False, SOFT), ("pouf", False, False, SOFT), ("parure de lit", True, False, SOFT),
    ("plaid", False, False, SOFT), ("abat-jour", False, True, SOFT),
]
COLLECTIONS = ["", "", "", "Aube", "Nacre", "Solène", "Brume", "Orée", "Ambre", "Halo", "Marelle", "Lisière", "grand modèle", "petit modèle"]
MATERIALS = {
    LIGHT: ["en rotin", "en laiton", "en verre fumé", "en céramique", "en papier"], HARD: ["en chêne", "en métal noir", "en noyer"],
    SOFT: ["en lin", "en velours", "en coton lavé"],
}

OPENERS = {
    "any": """
première commande chez vous
client{ee} depuis [deux|trois|quatre|cinq|six] ans
j'avais commandé {un_o} pour [le salon|la chambre|l'entrée|mon bureau|la chambre du petit|notre nouvel appartement]
je voulais offrir {un_o} à [ma mère|ma sœur|un ami|ma fille|mes parents|des amis qui pendent la crémaillère]
commande passée {date}
j'ai commandé {un_o} {date}
on vient d'emménager à {ville} et il nous fallait {un_o}
on m'avait conseillé votre boutique
j'achète assez souvent sur votre site
ce n'est pas ma première commande
deuxième commande de l'année
commande de {prix} [faite|passée] {jour} soir
je cherchais {un_o} depuis un moment
petit retour d'expérience
je réponds à votre questionnaire
j'ai hésité avant de mettre cette note
pour faire court
en deux mots
voilà mon avis
je précise que j'habite à {ville}
je précise que je commande d'habitude sans problème
j'ai pris le temps de [tester|comparer] avant d'écrire
comme beaucoup de monde je fais tout depuis mon téléphone
je travaille [toute la journée|en horaires décalés] donc j'achète surtout en ligne
je suis plutôt du genre patient{ee}
achat fait pour [mon fils|ma belle-mère|le mariage d'une amie|la rentrée|notre gîte|la salle d'attente du cabinet]
on a refait [le salon|la chambre|la cuisine|l'entrée|le bureau] cet été
cadeau pour [un anniversaire|une naissance|un départ en retraite|des amis]
j'ai comparé plusieurs sites avant de choisir le vôtre
suite à ma commande de {jour}
""",
    "store": """
[passage|petit tour] en boutique {jour}
[venu{ee}|passé{ee}] [en famille|avec ma fille|avec une amie|entre midi et deux|samedi après-midi]
client{ee} du magasin depuis [l'ouverture|{n} ans|peu]
[visite|arrêt] [rapide|en famille|imprévue] pour [une ampoule|{un_o}|des idées]
entré{ee} [par hasard|pour regarder|à cause de la pluie]
je cherchais {un_o} à voir en vrai
""",
    "app": """
[téléchargée|installée] {date}
je [m'en sers|l'utilise] [surtout sur tablette|tous les jours|de temps en temps|depuis un an]
appli conseillée par [une amie|ma sœur|un vendeur]
j'utilisais [le site|votre site] avant
je regarde vos [lampes|nouveautés] le soir sur mon téléphone
""",
    "negative": """
franchement déçu{ee}
je suis assez [remonté{ee}|agacé{ee}|énervé{ee}|dépité{ee}]
quelle déception
ça commence à bien faire
je ne comprends pas
très mauvaise expérience cette fois
[gros|énorme] point noir
c'est bien la première fois que ça m'arrive
je n'ai pas l'habitude de me plaindre
dommage
désolé{ee} mais là non
tout avait pourtant bien commencé
je mets cette note à contrecœur
j'aurais mis zéro si je pouvais
pas du tout satisfait{ee}
encore un problème
je suis tombé{ee} de haut
après {n} ans de fidélité, ça fait mal
honnêtement je m'attendais à mieux
on se moque un peu de nous
je reste poli{ee}
là vraiment ça ne va pas
je voulais vous alerter
grosse galère
soirée gâchée pour [un achat|une lampe|une commande]
""",
    "positive": """
rien à redire
[très|vraiment|super|hyper] content{ee}
que du positif
bonne surprise
je suis ravi{ee}
conquis{ee}
expérience au top
[un grand|mille fois] merci
[parfait|nickel|impeccable] [du début à la fin|de A à Z|comme toujours]
je recommande les yeux fermés
enfin un site sérieux
j'étais un peu méfiant{ee} au départ, à tort
comme d'habitude, au rendez-vous
[bravo|chapeau] à toute l'équipe
je ne regrette pas mon achat
""",
    "sale": """
commande faite pendant la vente de septembre
j'ai profité des [-30 %|remises de septembre|offres de la rentrée]
acheté pendant votre opération de septembre
grâce à la vente privée j'ai eu {un_o} à {prix}
attiré{ee} par les promos de la semaine
""",
}

CONCESSIONS = """
[le site est joli|vos produits sont beaux|le choix est là|les photos donnent envie|la déco me plaît beaucoup]
[l'équipe est gentille|l'accueil est bon|les prix sont corrects|j'aime bien la marque]
[la lampe est superbe|le produit en lui-même est très bien|rien à dire sur la qualité]
j'aime [votre style|votre univers|vos collections|l'idée]
d'habitude [tout se passe bien|c'est parfait|je suis satisfait{ee}|c'est rapide]
"""
CONTRASTS = ["par contre, ", "en revanche, ", "mais ", "malheureusement, ", "seul bémol : ", "hélas, ", "mais là, "]

TOPICS = {
    "pay3ds": """
code SMS jamais reçu[, donc impossible de payer|, j'ai attendu dix minutes devant l'écran|, j'ai réessayé {n} fois| et aucun moyen d'en redemander un| alors que mon numéro est le bon]
la page de la banque tourne en boucle[ et on finit sur une erreur| sans jamais rendre la main| dès que je clique sur payer|, j'ai laissé tomber au bout de {minutes}]
paiement refusé [trois|quatre|cinq] fois [de suite |]alors que [ma carte fonctionne partout ailleurs|mon compte est approvisionné|ma banque me dit que tout va bien de son côté]
retour à la case départ [chaque fois que je valide sur mon téléphone|au moment de régler|après la validation bancaire|sans aucune explication]
je valide dans l'appli de ma banque et [votre site ne voit rien|je retombe sur la page de paiement|un message dit « authentification échouée »|la page reste blanche]
l'authentification 3D Secure [échoue à chaque essai|ne passe plus du tout|plante systématiquement|s'arrête sur un écran blanc]
impossible de passer l'étape de la banque, [ça mouline|ça tourne dans le vide|l'écran reste figé] puis [on me renvoie au panier|la session expire|tout est à refaire]
[deux|trois] cartes essayées, [que des refus|aucune ne passe|même résultat à chaque fois]
le code de vérification [arrive trop tard|n'arrive pas|expire avant même d'arriver][ et tout est à recommencer|, j'ai abandonné|]
depuis [la mise à jour du site|la nouvelle version|quelques jours], [plus moyen de payer par carte|la validation de la carte ne marche plus|le paiement par carte échoue]
au moment de payer, la fenêtre de la banque [se ferme toute seule|ne s'ouvre pas|revient sans arrêt|reste blanche]
ça tourne, ça tourne, et [paiement refusé|« une erreur est survenue »|rien|retour au panier]
j'ai reçu [trois|quatre|cinq] codes par SMS, [aucun n'est accepté|tous refusés|et le site me dit à chaque fois code invalide]
la validation bancaire [ne fonctionne pas|boucle sans fin|bloque][ sur ordinateur comme sur téléphone| depuis {jour}|, j'ai essayé deux navigateurs]
carte refusée sans raison, [ma banque n'a même pas vu passer la demande|elle marche très bien partout ailleurs|pourtant aucune opposition dessus]
« authentification impossible » [s'affiche à chaque tentative|, voilà tout ce que j'ai obtenu|en rouge et point final]
je n'arrive pas à payer : [le code n'arrive jamais|la banque demande de valider puis plus rien|on me renvoie toujours au début]
[une demi-heure|{minutes}] à essayer de payer, [toujours la même boucle avec la banque|code reçu après expiration|rien à faire]
le paiement [reste bloqué sur la page de confirmation de la banque|échoue au dernier écran|ne va jamais au bout]
on me demande de confirmer sur mon appli bancaire, [la notification n'arrive pas|je confirme et le site reste planté|je confirme et on me redemande la même chose]
[impossible|pas moyen] de régler [mes achats|mon panier|ma commande] : [la sécurité de la carte bloque tout|l'étape 3D Secure tourne en rond|la banque valide mais pas vous]
le site me renvoie [au panier|à l'accueil|à la page de paiement] juste après [le code de la banque|la validation de ma carte|l'empreinte sur mon téléphone]
mon panier de {prix} est resté là, [la banque boucle|le code SMS ne vient pas|carte rejetée à la vérification]
ma banque a [bloqué ma carte|appelé pour une alerte fraude] après [toutes ces tentatives|vos {n} demandes de validation]
la page /3ds [plante|renvoie une erreur 500|ne charge pas], [rien à voir avec ma carte|testé sur deux appareils]
payer chez vous est devenu [impossible|un parcours du combattant|une loterie], [le code de sécurité ne vient pas|ça bloque à la vérification de la carte|la page bancaire s'actualise sans arrêt]
la confirmation par la banque [ne revient jamais sur le site|se perd en route|expire], du coup [aucune commande enregistrée|paiement annulé]
au {n}e essai j'ai [abandonné|renoncé|fermé l'onglet], [le code SMS n'est jamais venu|la banque tournait toujours|encore et toujours paiement refusé]
j'entre le code, [écran blanc|page d'erreur|la roue tourne sans fin], et [plus rien|on recommence tout]
""",
    "promo": """
le code promo [ne passe pas|est refusé|n'est pas pris en compte] [au moment de valider|dans le panier|alors qu'il est encore valable]
ma carte cadeau [n'est pas reconnue|est refusée à la caisse du site|affiche un solde à zéro]
mes points de fidélité [ont disparu|n'ont pas été déduits|ne sont utilisables sur rien]
pas de [paiement en trois fois|virement|paiement avec le téléphone], [dommage pour {un_o} à {prix}|c'est limitant]
la réduction de bienvenue [n'a jamais marché|a sauté à la dernière étape|ne s'applique pas aux luminaires]
le code reçu par mail [renvoie « code inconnu »|était déjà expiré|ne marche que dans l'appli]
impossible d'[ajouter ma carte de fidélité|utiliser mon bon d'achat|cumuler le code et l'offre affichée]
""",
    "billing": """
débité{ee} deux fois [pour la même commande|de {prix}|et personne ne corrige]
[la facture|le montant prélevé] ne correspond pas [au panier|à ce qui était affiché]
je n'ai jamais reçu [ma facture|le justificatif demandé pour ma société]
on m'a facturé [un article annulé|la livraison annoncée gratuite|une garantie que je n'ai pas demandée]
prélèvement de {prix} [sans commande confirmée|alors que la commande est annulée]
erreur sur la facture, [mauvaise adresse|mauvais montant|TVA absente], [à corriger depuis {semaines}|sans réponse]
le total de la facture a changé [après la commande|entre le panier et le mail de confirmation]
toujours pas de facture [dans mon compte|malgré ma demande|pour la garantie]
la TVA et les frais [sont comptés deux fois|ne correspondent à rien]
""",
    "form": """
[trop|beaucoup trop] d'étapes [pour commander|entre le panier et le paiement|pour acheter une simple ampoule]
il faut [ressaisir l'adresse|retaper ses coordonnées|recréer son panier] à chaque fois
le formulaire d'adresse [refuse mon numéro de rue|efface tout dès qu'on revient en arrière|n'accepte pas les adresses en Belgique]
on ne voit pas où [valider|changer l'adresse|modifier la quantité], [j'ai cherché {minutes}|pas clair]
obligé{ee} de créer un compte [pour commander une ampoule|juste pour voir les frais de port]
le tunnel de commande est [confus|long|pénible sur mobile], [on perd le fil|il faut s'accrocher]
""",
    "late": """
livré{e} avec {jours} de retard[| sans un mot d'excuse| et sans prévenir| alors que j'avais pris ma journée]
toujours pas reçu {mon_o}, [prévu{e}|annoncé{e}|promis{e}] {jour} dernier
la date de livraison a été repoussée [deux|trois|quatre] fois[|, aucune explication|, on ne sait plus sur quoi compter]
{semaines} d'attente pour {un_o}, [c'est long|c'est beaucoup trop|annoncé{e} sous 72 h]
le délai annoncé n'est [pas du tout|jamais|absolument pas] respecté
[retard|gros retard] de livraison, [{jours} au lieu de trois|et personne pour dire pourquoi|le cadeau est arrivé après la fête]
commande [expédiée|partie] {jours} après la date prévue
[deux|trois] semaines que j'attends [ma commande|le colis|{mon_o}]
on m'annonce une livraison sous 48 h et {il} arrive au bout de [{jours}|{semaines}]
livraison en retard, [encore une fois|comme la dernière fois|j'ai dû relancer]
reçu [bien après|longtemps après] la date promise[|, les invités étaient déjà repartis|, j'avais racheté ailleurs entre-temps]
le colis [dort|traîne] à l'entrepôt depuis {date}
pas livré{ee} à temps pour [l'anniversaire|la crémaillère|la rentrée|notre emménagement]
les délais [s'allongent|sont à rallonge|ne veulent plus rien dire], [{semaines} cette fois|commandez à l'avance]
""",
    "missing": """
colis [marqué|déclaré|noté] livré mais [rien dans la boîte|je n'ai rien reçu|le gardien n'a rien vu]
[colis perdu|commande perdue], [personne ne sait où|on me demande d'attendre encore|on se renvoie la balle]
il [manque|manquait] [une ampoule|le câble|la notice|un pied|la moitié de la commande] dans le carton
je n'ai reçu que [la moitié|deux articles sur trois|l'abat-jour sans le pied]
jamais vu la couleur de [mon colis|ma commande|mes coussins]
le paquet a été remis à [un voisin inconnu|« quelqu'un »|une autre adresse], impossible de le récupérer
""",
    "carrier": """
le livreur n'a [même pas|pas] sonné[|, j'étais là toute la matinée|, avis de passage direct dans la boîte]
colis [jeté par-dessus le portail|laissé sous la pluie|posé dans le hall à la vue de tous]
livreur [très désagréable|pressé|qui refuse de monter], [{mon_o} est resté{e} sur le trottoir|troisième étage sans ascenseur c'est pour moi]
déposé dans un point relais à [huit|douze|vingt] kilomètres [sans me demander|alors que j'étais chez moi]
« adresse introuvable » selon le transporteur, [je reçois pourtant tous mes autres colis|j'habite là depuis dix ans]
créneau de livraison [{heure}|l'après-midi] pas respecté, [j'ai posé une demi-journée pour rien|le livreur est passé le lendemain]
""",
    "tracking": """
le suivi [n'est jamais à jour|reste bloqué sur « en préparation »|affiche une erreur|ne bouge plus depuis {jours}]
aucune nouvelle [de ma commande|du colis] depuis {date}
le lien de suivi [ne mène nulle part|ouvre une page vide|renvoie à l'accueil]
impossible de savoir [où est le colis|quand je serai livré{ee}|si la commande est partie]
pas de mail d'expédition, [on découvre le colis devant la porte|rien, silence radio]
le numéro de suivi reçu [n'existe pas|est celui d'une autre commande|ne fonctionne pas chez le transporteur]
le site dit « livré », le transporteur dit « en cours », [et moi je n'ai rien|qui croire|le magasin n'en sait pas plus]
[trois|quatre] mails de suivi [contradictoires|pour le même colis|et trois dates différentes]
aucun SMS pour prévenir du passage, [colis reparti|j'étais absent{ee}]
""",
    "damaged": """
{mon_o} est arrivé{e} [cassé{e}|fêlé{e}|abîmé{e}|rayé{e}|en mille morceaux]
carton [éventré|écrasé|trempé] et [le verre brisé|le pied tordu|un coin enfoncé]
emballage [ridicule|léger|inexistant] pour {un_o}, [forcément ça casse|rien pour protéger]
deuxième envoi, deuxième [casse|abat-jour fendu|globe brisé]
mal protégé{e}, [le globe a explosé dans le transport|arrivé{e} plein{e} d'éclats|le laiton est tout rayé]
reçu {un_o} avec [un éclat|une fissure|une bosse] bien visible
""",
    "wrong": """
j'ai reçu {un_o} à la place de [la lampe commandée|ce que j'avais choisi|deux coussins]
mauvaise couleur, [j'avais pris noir et c'est doré|beige au lieu de vert|rien à voir avec ma commande]
pas la bonne taille, [le 40 cm au lieu du 60|bien plus petit que commandé|ça ne rentre pas]
erreur de préparation, [le colis d'un autre client|deux fois le même article|l'ampoule ne va pas avec la douille]
vous m'avez envoyé [le mauvais modèle|une autre référence|le modèle de l'an dernier]
commandé [en blanc|en E27|en 160 cm], reçu [en gris|en E14|en 120 cm]
ce n'est pas {ce_o} que j'ai commandé[, étiquette inversée|, quelqu'un s'est trompé de carton|]
l'abat-jour livré ne va [pas avec le pied|pas sur {mon_o}]
""",
    "defective": """
{mon_o} ne [s'allume pas|fonctionne plus|tient pas debout] [après {jours}|dès le premier soir|au bout d'une semaine]
[l'interrupteur|le variateur|la télécommande|le transformateur] est [mort|HS|en panne] [au bout de {jours}|dès le déballage]
ça [clignote|grésille|chauffe] dès qu'on [allume|baisse l'intensité]
{un_o} à {prix} en panne [en moins d'un mois|après {semaines}|au deuxième allumage]
l'ampoule connectée [se déconnecte tout le temps|n'a jamais voulu s'appairer|ne répond plus]
un pied [bancal|cassé au montage], [impossible à visser|les trous ne sont pas en face]
""",
    "quality": """
la qualité [n'est pas là|laisse à désirer|a vraiment baissé], [ça fait très plastique|finitions bâclées|la peinture s'écaille]
pour {prix} je m'attendais à [mieux|autre chose que du carton|une vraie finition]
{le_o} fait [cheap|bas de gamme|camelote] en vrai
le tissu [bouloche|perd ses poils|déteint] [au bout de {jours}|dès le premier lavage]
très fragile, [le verre est fin comme du papier|une vis a cassé au montage]
les finitions sont [bâclées|moyennes|indignes du prix]
""",
    "stock": """
tout ce que je veux est en rupture[|, c'est frustrant|, depuis {semaines}]
commande annulée {jours} après, [plus de stock|« article indisponible »|sans proposition de remplacement]
{le_o} affiché{e} en stock puis [indisponible|« en réassort »] une fois [payé{e}|au panier]
[peu de choix|choix limité] en [ampoules E14|tapis ronds|appliques pour salle de bains]
jamais la taille ou la couleur voulue [en stock|disponible]
rupture sur {le_o} depuis [des mois|{semaines}], aucune date de retour
produit retiré du site [juste après ma commande|sans prévenir|alors qu'il m'en faut un deuxième]
impossible de compléter la série, [{le_o} n'existe plus|plus qu'un seul exemplaire]
""",
    "info": """
les dimensions [ne sont pas indiquées|sont fausses|manquent] sur la fiche de {le_o}
la photo n'a rien à voir avec [le produit reçu|la couleur réelle|{le_o} une fois chez soi]
on ne sait pas [quelle ampoule prendre|si c'est compatible variateur|si le câble est fourni], [rien sur la fiche|à deviner]
description [trompeuse|incomplète|confuse], [« laiton » alors que c'est du métal peint|« livré monté » et j'ai passé une heure à visser]
la notice est [illisible|uniquement en anglais|absente]
aucune info sur [la garantie|les délais réels|le poids maximum|les frais de retour]
""",
    "search": """
la recherche ne trouve [rien|jamais ce que je veux|que des produits hors sujet] [quand on tape « {ce_q} »|même avec la référence exacte]
les filtres [ne marchent pas|se remettent à zéro|ne servent à rien], [je filtre par taille et j'ai tout en vrac|pénible]
on se perd dans les [menus|catégories], [impossible de retrouver les ampoules|tout est mélangé]
pas de filtre par [hauteur|diamètre|type de culot|style]
je n'arrive pas à retrouver {le_o} [vu{e} en magasin|vu{e} la semaine dernière|que j'avais mis{e} en favori]
je tape « {ce_q} » et j'obtiens [des tapis|zéro résultat|deux cents articles sans rapport]
le tri par prix [mélange tout|oublie les promos]
""",
    "slow": """
le site [rame|est lent|met une éternité à charger][|, surtout le soir|, surtout sur mobile]
les pages mettent [10|15|20] secondes à s'afficher
c'est d'une lenteur, [on a le temps de prendre un café|j'ai failli partir trois fois]
les photos ne se chargent [pas|qu'une fois sur deux] [sur téléphone|en 4G|chez moi]
ça fige dès qu'on [zoome|ajoute au panier|ouvre une fiche]
la roue tourne [à chaque clic|sur toutes les pages]
chargement [interminable|sans fin] [des fiches|du panier|de la page d'accueil]
""",
    "login": """
impossible de me connecter[|, « mot de passe incorrect » alors que je viens de le changer|, mon compte n'existe plus paraît-il]
le mail de réinitialisation [n'arrive jamais|arrive le lendemain|contient un lien expiré]
déconnecté{ee} [à chaque visite|en plein panier|toutes les cinq minutes]
mon compte est [bloqué|verrouillé] [depuis {jours}|après une seule erreur], sans explication
je ne retrouve plus [mes commandes|mon historique|mes adresses] depuis [la refonte du compte|que j'ai changé de mail]
j'ai dû recréer un compte [pour suivre ma commande|parce que l'ancien a disparu]
la connexion avec [mon mail|l'appli] [échoue une fois sur deux|renvoie au formulaire vide]
identifiants [refusés|oubliés par le site] [sur téléphone|depuis {jour}]
""",
    "fees": """
frais de port [trop élevés|découverts à la dernière étape|plus chers que l'article]
[12|15|19] € de livraison pour [une ampoule|un coussin|{un_o}], [abusé|ça refroidit]
on annonce livraison offerte et [il y a des frais à la fin|c'est seulement en magasin|ça saute avec le code promo]
les frais de retour [ne sont indiqués nulle part|sont pour nous|mangent tout le remboursement]
""",
    "price": """
c'est [devenu cher|trop cher|hors de prix] pour [ce que c'est|de la déco|{un_o}]
les prix ont [pris 20 %|flambé|bien augmenté] [en un an|depuis l'été]
{le_o} est [moins cher|à moitié prix] [chez le concurrent|ailleurs|sur un autre site]
trois jours après mon achat {il} était [soldé{e}|à -40 %|en promo], [rageant|aucun geste]
""",
    "unreachable": """
service client [injoignable|introuvable|aux abonnés absents][|, {n} appels pour rien| depuis {jours}]
[trois|quatre|cinq] mails envoyés, [zéro réponse|aucune réponse|pas même un accusé de réception]
aucun numéro de téléphone [sur le site|pour parler à quelqu'un|qui réponde]
personne ne répond [au téléphone|aux mails|sur le tchat], [j'ai tout essayé|nulle part]
j'appelle depuis {jours}, [ça sonne dans le vide|ça raccroche tout seul|« tous nos conseillers sont en ligne »]
""",
    "wait": """
{minutes} d'attente au téléphone [pour rien|avant d'être coupé{ee}|pour m'entendre dire de rappeler]
réponse du service client au bout de [{jours}|deux semaines]
il faut [relancer sans arrêt|rappeler tous les jours] pour avancer
baladé{ee} d'un conseiller à l'autre, [personne n'a la même version|j'ai raconté trois fois mon histoire]
le conseiller [n'a rien résolu|m'a promis un rappel jamais venu|ne connaissait pas le dossier]
on m'a dit [48 h|« demain sans faute »|trois jours ouvrés], ça fait {semaines}
dossier [transféré trois fois|classé sans solution|ouvert depuis {semaines}], [personne ne décide|je recommence à zéro à chaque appel]
la personne au téléphone [m'a raccroché au nez|lisait un texte|n'avait accès à rien]
on me promet un rappel [depuis {jours}|chaque semaine|« dans l'heure »] et [rien|toujours personne]
""",
    "bot": """
le tchat est un robot qui [répond à côté|tourne en rond|renvoie vers la FAQ]
que des réponses [automatiques|copiées-collées], [pas un humain|on ne lit pas mes messages]
impossible de dépasser le [robot|répondeur|menu vocal] pour avoir une vraie personne
on m'envoie [le même mail type|la même réponse toute faite] à chaque relance
l'assistant virtuel [ne comprend pas « {le_o} cassé{e} »|propose toujours les trois mêmes liens|ferme la conversation tout seul]
j'ai demandé un conseiller, [le robot m'a renvoyé un lien|on m'a remis la FAQ|réponse automatique]
« merci de consulter notre centre d'aide », [voilà la seule réponse|bravo l'écoute]
le menu vocal [tourne en boucle|raccroche après trois choix|ne propose pas « réclamation »], [impossible d'avoir quelqu'un|j'ai tout écouté]
""",
    "refund": """
remboursement toujours pas [reçu|fait|visible sur mon compte] après [{semaines}|{jours}|un mois]
on me propose [un avoir|un bon d'achat] au lieu d'un remboursement
retour [reçu par vos soins|validé] {date}, [toujours rien sur mon compte|et mes {prix} ?|aucun virement]
remboursé{ee} [en partie|sans les frais de port|moins 15 € inexpliqués]
j'attends mes {prix} depuis {semaines}
on refuse de me rembourser [{le_o} cassé{e}|un article jamais reçu|sous prétexte que le carton est ouvert]
l'argent n'est [pas revenu|toujours pas rendu], [on me parle de « délai bancaire »|chaque conseiller donne une date différente]
""",
    "return": """
le retour est [un casse-tête|compliqué|une usine à gaz], [pas d'étiquette|il faut imprimer, téléphoner, attendre|carton d'origine exigé]
impossible d'imprimer [l'étiquette|le bon] de retour[|, le lien ne marche pas|, page blanche]
échange refusé [hors délai d'un jour|sans l'emballage d'origine|parce qu'acheté en ligne]
pour renvoyer {un_o} il faut [tout remballer soi-même|payer 19 €|prendre rendez-vous avec le transporteur]
le magasin refuse de reprendre [un achat fait sur le site|{le_o} commandé{e} en ligne]
[trois|quatre] semaines pour [faire un échange|obtenir un bon de retour]
le délai de retour est [trop court|dépassé à cause de votre retard]
""",
    "crash": """
l'appli [plante|se ferme toute seule|crashe] [au démarrage|dès que j'ouvre le panier|quand je zoome sur une photo|à chaque ouverture]
plantage [sur plantage|à répétition|systématique] depuis la [mise à jour|dernière version|3.8]
écran [noir|blanc] au lancement[|, réinstallée deux fois|, téléphone pourtant récent]
impossible d'ouvrir l'application [depuis {jour}|sur ma tablette|sans redémarrer le téléphone]
l'application [se bloque|freeze] sur [le logo|la page d'accueil|la liste de favoris]
""",
    "appbug": """
le panier se vide [tout seul|dès qu'on quitte l'appli|à chaque mise à jour]
les favoris [ont disparu|ne se synchronisent pas avec le site|sont perdus à chaque connexion]
le bouton [« ajouter au panier »|retour|de filtre] ne [répond pas|fait rien]
la photo en réalité augmentée [ne marche pas|affiche un lustre au sol|fait chauffer le téléphone]
le scan du code en magasin [ne reconnaît rien|ouvre la mauvaise fiche]
je reçois [deux|trois] notifications par jour [pour des tapis|alors que j'ai tout désactivé], pénible
la liste de mes commandes [est vide dans l'appli|affiche celle d'avant]
l'appli [me reconnecte sans arrêt|oublie mon magasin|passe en anglais toute seule]
""",
    "queue": """
{minutes} de queue à la caisse[|, une seule ouverte| un samedi après-midi| pour une ampoule]
une seule caisse ouverte [le samedi|à l'heure du déjeuner], [la file allait jusqu'aux tapis|tout le monde râlait]
attente [interminable|trop longue|de {minutes}] au retrait des commandes
personne [au retrait|au comptoir|en rayon] pendant [dix|quinze|vingt] minutes
il faut attendre [des plombes|son tour longtemps] pour [un conseil|un échange|faire couper un câble]
""",
    "rude": """
vendeur [désagréable|hautain|pas aimable du tout], [on dérange|à peine bonjour]
accueil [glacial|froid|expéditif] [en caisse|au rayon luminaires|au retrait]
la vendeuse m'a [parlé comme à un enfant|envoyé{ee} balader|répondu sans lever les yeux]
le personnel préfère [discuter|ranger] plutôt que de [renseigner|servir]
remarque [déplacée|désobligeante] du [vigile|vendeur] à l'entrée
""",
    "comfort": """
magasin [mal rangé|trop petit pour une poussette|étouffant], [on ne peut pas circuler|il fait 30 degrés]
musique [trop forte|insupportable], [impossible de discuter avec le vendeur|on écourte la visite]
parking [plein|introuvable|payant], [j'ai tourné vingt minutes|galère]
les prix ne sont pas [affichés|à jour] sur [la moitié des lampes|les modèles d'exposition]
modèles d'exposition [sales|cassés|pas branchés], [difficile de juger|poussière partout]
""",
    "collect": """
commande pas prête [au retrait|à l'heure annoncée], [revenu{ee} pour rien|j'ai fait {n} km pour rien]
retrait en magasin [annulé le jour même|confirmé par mail puis « introuvable »]
le magasin [ne retrouvait pas|avait vendu] ma réservation
rendez-vous conseil [oublié|annulé par SMS une heure avant]
on m'a envoyé un SMS « commande disponible » [alors que rien n'était là|deux jours trop tôt|le soir après la fermeture]
au retrait on m'a donné [le paquet de quelqu'un d'autre|un carton ouvert|la moitié de la commande]
le retrait en deux heures [a pris deux jours|n'existe que sur le papier]
réservation [perdue|annulée|introuvable], [j'ai traversé la ville pour rien|personne n'a prévenu]
[quatre|cinq] jours pour un retrait [annoncé sous 2 h|dans un magasin qui l'avait en rayon]
""",
    "praise_delivery": """
livré{e} [en 48 h|en deux jours|avant la date prévue|dès le lendemain][|, bien emballé{e}|, livreur souriant]
livraison [rapide|très rapide|dans les temps|impeccable], [colis soigné|suivi clair à chaque étape|rien de cassé]
reçu {mon_o} [en parfait état|plus vite que prévu|pile pour l'anniversaire]
la livraison s'est [nettement améliorée|vraiment arrangée|bien accélérée] [ces derniers temps|depuis cet été|par rapport au printemps]
livreur [ponctuel|adorable|très pro], [il a même monté le colis|créneau respecté à la minute]
emballage [très soigné|au top|sans plastique], [rien n'a bougé|on sent que c'est fait avec soin]
suivi par SMS [précis|bien fait], colis là [à l'heure dite|le jour annoncé]
""",
    "praise_product": """
{mon_o} est [magnifique|superbe|sublime|très réussi{e}|encore plus {beau} que sur les photos|une merveille]
très belle qualité, [on voit que c'est solide|finitions soignées|{le_o} fait son effet|rien à dire]
lumière [douce|chaleureuse|parfaite pour lire], [exactement ce que je cherchais|j'adore|le salon est transformé]
{le_o} correspond [parfaitement|tout à fait|exactement] à la description
montage [facile|en dix minutes], [notice claire|tout est fourni], et le rendu est [canon|superbe|top]
[tout le monde|mon mari|ma voisine] me demande où j'ai trouvé {ce_o}
bon rapport qualité-prix [pour {un_o}|, {prix} c'est correct|, je recommanderai]
les couleurs sont [fidèles|magnifiques], {le_o} est [solide|très bien fini{e}]
""",
    "praise_site": """
site [clair|agréable|bien fait|très simple], [j'ai trouvé en cinq minutes|commande passée en trois clics|tout est facile]
commande [facile|simple et rapide|sans accroc], [paiement fluide|confirmation immédiate|rien à signaler]
paiement [rapide|simple|en un clic], [aucun souci|tout est passé du premier coup]
les filtres sont [pratiques|bien pensés], [j'ai vite trouvé {mon_o}|on gagne du temps]
j'ai [vite|tout de suite] trouvé ce que je voulais, [belles photos|fiches complètes|prix clairs]
beaucoup de choix et [des idées partout|des avis utiles|des prix raisonnables]
parcours [fluide|sans faute] [de la recherche au paiement|même sur téléphone]
""",
    "praise_store": """
[accueil|conseil] [au top|chaleureux|très pro], [la vendeuse a pris le temps|on sent des passionnés|merci à {prenom}]
{prenom} m'a [très bien conseillé{ee}|aidé{ee} à choisir|trouvé la bonne ampoule en deux minutes]
[beau|très beau|joli] magasin, [on s'y sent bien|bien agencé|plein d'idées|on peut toucher et allumer les lampes]
retrait [en cinq minutes|sans attente], [commande prête|équipe souriante]
vendeur [patient|compétent|adorable], [il a démonté la lampe pour me montrer|vrai conseil sur l'éclairage]
échange fait [sans discuter|en deux minutes|avec le sourire]
""",
    "praise_support": """
service client [adorable|réactif|à l'écoute|efficace], [problème réglé en une heure|réponse dans la journée|pièce renvoyée sans discuter]
[une dame|un conseiller|{prenom}] m'a [rappelé{ee} dans l'heure|tout expliqué calmement|envoyé une ampoule de remplacement]
SAV [impeccable|au top], [{mon_o} remplacé{e} en {jours}|remboursé{ee} tout de suite]
retour [simple|gratuit|facile], [remboursé{ee} en {jours}|étiquette reçue de suite]
""",
    "praise_app": """
appli [fluide|bien faite|agréable|très pratique], [je retrouve mes favoris|suivi de commande clair|rapide et jolie]
j'adore [voir la lampe chez moi avec la caméra|les idées par pièce|le scan en magasin]
[très bonne|super] application, [rien à redire|facile pour commander|je m'en sers toutes les semaines]
la [dernière version|mise à jour] est [bien mieux|plus rapide], [bravo|merci d'avoir corrigé le panier]
commande [en deux minutes|depuis le canapé], [top|pratique]
""",
    "neutral": """
[ça va|correct|moyen|normal], [sans plus|rien de spécial|ni bien ni mal]
commande [reçue|conforme], [rien à signaler|j'attends de voir dans le temps]
pas encore [monté{e}|testé{e}|reçu{e}], je [verrai|complèterai mon avis]
je n'ai pas d'avis particulier sur [le site|la commande|{le_o}]
expérience [standard|dans la moyenne|correcte], [comme ailleurs|prix dans la moyenne]
[c'est|c'était] pour [mon travail|une association|mes parents], je ne peux pas trop juger
j'ai juste [regardé les prix|comparé des modèles|pris une ampoule]
première visite, [je découvre|j'ai surtout regardé]
délai [normal|habituel], produit [conforme|correct]
""",
    "suggestion": """
ce serait bien d'avoir [un filtre par diamètre|plus d'avis avec photos|un simulateur de hauteur|des échantillons de tissu]
vous devriez proposer [le retrait en point relais|la reprise des anciennes lampes|un mode sombre|l'installation à domicile]
pourquoi ne pas [vendre les ampoules avec|ouvrir un magasin à {ville}|proposer le paiement en quatre fois]
il manque [une liste de souhaits partagée|un suivi par SMS|un rayon pour les petites pièces|des pièces détachées]
j'aimerais pouvoir [modifier ma commande après coup|choisir le créneau de livraison|comparer deux lampes côte à côte]
une idée : [des ateliers déco en boutique|un service de location pour les mariages|des fiches de montage en vidéo]
[peut-être ajouter|pensez à ajouter] [la consommation électrique sur les fiches|des photos chez de vrais clients|un tri par hauteur sous plafond]
un [programme de parrainage|emballage cadeau|stock visible par magasin] serait [le bienvenu|un vrai plus|utile]
""",
}

SEARCHES = ["suspension rotin", "lampe sans fil", "E27 dimmable", "applique salle de bain", "tapis rond 160", "lustre laiton"]

CONSEQUENCES = {
    "pay": """
commande abandonnée[|, tant pis| au bout de {minutes}| et panier vidé]
j'ai fini par acheter [ailleurs|chez un concurrent|en magasin]
du coup [pas de commande|le cadeau attendra|je n'ai rien pu acheter]
panier de {prix} perdu
j'ai dû [appeler ma banque|recommencer {n} fois|passer par l'ordinateur de mon fils]
je n'ai plus confiance pour [donner ma carte|payer ici]
ma commande n'est toujours pas passée
la promo est terminée entre-temps
""",
    "delivery": """
j'ai dû [poser une demi-journée|m'organiser autrement|racheter en urgence ailleurs]
le cadeau est arrivé [trop tard|après la fête]
on s'éclaire à la bougie depuis {jours}
les travaux sont à l'arrêt à cause de ça
l'électricien [est venu pour rien|doit revenir]
du coup j'ai tout annulé
pas un mail, pas une excuse
""",
    "product": """
direction la déchetterie
je vais devoir le renvoyer
j'ai tout remballé
impossible de l'offrir dans cet état
retour à l'envoyeur
j'ai bricolé une réparation moi-même
on garde faute de mieux
""",
    "app": """
appli désinstallée
je repasse par le site
réinstallée {n} fois, rien n'y fait
inutilisable en l'état
je suis sur [Android 14|iOS 18|une tablette récente], tout est à jour
""",
    "store": """
je suis reparti{ee} sans rien
j'ai laissé mes articles et je suis parti{ee}
je commanderai en ligne
on n'a pas envie de revenir
dommage pour un si beau magasin
""",
    "support": """
dossier toujours ouvert
je fais quoi maintenant ?
j'ai perdu [une matinée|des heures|mon temps]
je vais finir par faire opposition
on se sent bien seul{ee}
rien n'a avancé depuis
""",
}
CLOSERS = {
    "negative": """
je ne commanderai plus
à éviter
merci de [régler ça|corriger vite|me répondre]
j'espère [une réponse|un geste|que ce sera corrigé]
je déconseille
on ne m'y reprendra pas
faites quelque chose
[c'est lamentable|c'est nul|c'est pénible|c'est honteux]
je passerai par un autre site la prochaine fois
à améliorer d'urgence
[vraiment|franchement] pas sérieux
je change de crémerie
à revoir
pour une marque comme la vôtre c'est [décevant|dommage|triste]
quelqu'un lit-il ces messages ?
""",
    "positive": """
je recommande
je reviendrai
continuez comme ça
merci [beaucoup|à toute l'équipe|encore]
à refaire
[hâte de|je compte bien] recommander chez vous
cinq étoiles méritées
[ne changez rien|on sent que c'est du sérieux]
je vais en parler autour de moi
bonne continuation
top
""",
    "neutral": """
à voir
pas d'autre remarque
voilà
bonne journée
rien d'autre à signaler
on verra la prochaine fois
""",
}
SHORT = {
    "negative": """
[nul|bof|décevant|catastrophe|pénible|à fuir|lamentable], [{sujet}|vraiment|rien d'autre à dire]
[{sujet}] à revoir
[très|assez|plutôt] déçu{ee} par [{sujet}]
""",
    "positive": """
[super|top|parfait|génial|nickel|excellent|très bien|extra], [{sujet}|merci|rien à dire|j'adore]
[{sujet}] au top
[très|vraiment|super] satisfait{ee} [de la boutique|par {sujet}|comme toujours]
""",
    "neutral": """
[ok|correct|ça va|moyen|normal|pas mal], [{sujet}|sans plus|rien de plus]
[rien à signaler|ras|pas d'avis] [côté {sujet}|pour l'instant]
""",
}
SUBJECTS = {  # what {sujet} stands for in a short answer
    "pay": ["le paiement", "la page de la banque", "la validation de la carte", "le règlement", "l'étape carte bancaire"],
    "delivery": ["la livraison", "le délai", "le transporteur", "le suivi du colis", "l'envoi", "l'emballage"],
    "product": ["la qualité", "le produit", "la lampe", "les finitions", "le lustre", "la suspension", "le tapis", "l'ampoule"],
    "app": ["l'appli", "l'application", "la mise à jour", "la version mobile", "l'appli sur tablette"],
    "store": ["le magasin", "l'accueil", "l'attente en caisse", "le conseil", "la boutique", "le retrait"],
    "support": ["le service client", "le SAV", "le remboursement", "le retour", "la réponse reçue", "l'échange"],
    "site": ["le site", "la recherche", "le choix", "les prix", "la navigation", "la commande", "les photos"],
}

MOODS = {
    "negative": """
[dommage|bof|pfff|grr|décevant|attention|honteux|lamentable|pénible|ras le bol|au secours|encore|incroyable|stop]
[très|assez|franchement|trop] déçu{ee}
[en colère|dépité{ee}|agacé{ee}|échaudé{ee}|remonté{ee}]
""",
    "positive": """
[top|super|merci|génial|parfait|ravi{ee}|conquis{ee}|extra|nickel|wow|enfin|bonheur]
[très|vraiment|hyper] [content{ee}|satisfait{ee}|bien]
""",
    "neutral": """
[bof|mouais|correct|à voir|moyen|honnête|bon]
""",
}
TITLES = {
    "pay": """
[paiement|règlement] [impossible|bloqué|refusé sans raison|qui tourne en boucle]
[impossible|pas moyen|toujours impossible] de [payer|régler ma commande|valider ma carte]
carte [refusée|rejetée|bloquée] [trois fois|sans motif|à la vérification]
[code SMS|validation bancaire|code de la banque] [jamais reçu|en panne|qui boucle]
la banque [valide, pas le site|tourne en rond]
[abandon|échec] au moment de payer
""",
    "delivery": """
[livraison|délais] [en retard|pas tenus|à revoir|interminable|décevants]
[{jours}|{semaines}] [de retard|d'attente]
[colis|commande] [perdu|introuvable|en vadrouille|toujours pas là]
[transporteur|livreur] [à changer|pas sérieux]
où est [mon colis|ma commande|mon lustre|ma lampe] ?
[suivi|date de livraison] [fantaisiste|jamais à jour]
""",
    "product": """
[arrivé|reçu] [cassé|abîmé|incomplet|en miettes]
[qualité|finition] [décevante|moyenne|indigne du prix]
pas [le bon modèle|la bonne couleur|la bonne taille|conforme à la photo]
[lampe|suspension|applique] [en panne|qui ne s'allume plus|fragile]
[trop cher|bien cher] pour [ce que c'est|la qualité]
[rupture|stock] [à répétition|jamais à jour]
""",
    "app": """
[plante|se ferme|bugue] [sans arrêt|au démarrage|tout le temps|depuis la mise à jour]
[appli|application|version mobile] [inutilisable|à revoir|instable|décevante]
[panier|favoris] [vidé|perdus|disparus]
[mise à jour|dernière version] [ratée|pire qu'avant]
""",
    "store": """
[trop|beaucoup] d'attente [en magasin|en caisse]
[accueil|vendeur] [glacial|pas aimable]
[retrait|réservation] [raté|pas prête]
""",
    "support": """
[service client|SAV] [absent|injoignable|aux abonnés absents|à côté de la plaque|inexistant]
[remboursement|avoir] [toujours en attente|refusé|qui traîne]
[retour|échange] [compliqué|interminable|refusé]
[personne|aucun humain] [ne répond|au bout du fil]
[robot|réponses toutes faites] [et c'est tout|à la chaîne]
""",
    "site": """
[site|recherche|compte] [lent|qui ne trouve rien|bloqué|pénible]
[frais de port|prix] [cachés|trop élevés|à la dernière minute]
[infos|fiches] [incomplètes|fausses]
[code promo|bon d'achat] [refusé|jamais accepté]
""",
    "praise": """
[très|super|vraiment] [content|bien|satisfait|beau|pratique]
[magnifique|superbe|très jolie] [lampe|suspension|applique|table basse|déco]
[livraison|envoi] [rapide|au top|express|soigné]
[je recommande|à recommander|foncez|top] [sans hésiter|les yeux fermés|vraiment]
[service|conseil|accueil] [au top|impeccable|parfait|adorable]
[site|boutique|marque] [sérieuse|de confiance|que j'adore|comme on aime]
[bravo|merci|chapeau] [l'équipe|à vous|pour tout|Maison Lumen]
[appli|application] [au top|bien pensée|fluide|très pratique]
""",
    "neutral": """
[correct|moyen|pas mal|bien] [sans plus|mais peut mieux faire|dans l'ensemble]
[avis|ressenti] [mitigé|partagé|en demi-teinte]
[une|quelques] [idée|suggestions] [pour la suite|d'amélioration]
[ni bien ni mal|ça passe|dans la moyenne]
""",
}

TICKET = {
    "hello": ["Bonjour", "Bonjour,", "Bonsoir,", "Bonjour Madame, Monsieur,", "Bonjour à l'équipe,", "Madame, Monsieur,", "Hello,", ""],
    "ask": """
[pouvez-vous|merci de|pourriez-vous] [me tenir au courant|vérifier de votre côté|regarder ce dossier]
que dois-je faire ?
j'aimerais [une solution rapide|être rappelé{ee}|une réponse claire|être remboursé{ee}]
est-ce un problème connu ?
comment [on procède|faire|débloquer la situation] ?
merci de [me rappeler|me répondre par mail|faire le nécessaire]
je reste joignable [en journée|après {heure}|par mail]
c'est assez urgent, [j'en ai besoin pour {jour}|c'est un cadeau|les travaux attendent]
""",
    "bye": ["Cordialement", "Bien à vous", "Merci d'avance", "Merci", "Bonne journée", "Cdlt", "Salutations", ""],
    "follow": """
[je relance|petite relance|toujours rien] : [aucune nouvelle depuis {jours}|le problème est le même|personne ne m'a rappelé{ee}]
merci pour votre retour, [c'est réglé|tout est rentré dans l'ordre|j'ai bien reçu {mon_o}]
j'ai [réessayé|suivi vos consignes] {jour}, [même résultat|toujours pareil|ça ne change rien]
[voici|je vous mets] la référence : {cmd}, [merci de vérifier|reçue {date}]
d'accord, j'attends [votre retour|l'étiquette|le virement], mais {jours} c'est long
""",
    "csat_good": """
[conseillère|conseiller] [très aimable|efficace|à l'écoute], [réponse rapide|problème réglé en {jours}|merci {prenom}]
[dossier|problème|souci] [réglé|résolu] [en une journée|vite et bien|dès le premier échange], [merci|bravo|parfait]
""",
    "csat_bad": """
[réponse|solution] [à côté de la question|toute faite|inutile], [j'attends toujours|rien n'est réglé|{jours} pour ça]
[ticket|dossier] [fermé|clos] alors que [rien n'est réglé|je n'ai pas été remboursé{ee}|je n'ai eu aucune réponse]
""",
}
SUBJECT_LINES = {
    "pay": ["Paiement impossible", "Carte refusée", "Code de la banque non reçu", "Page de paiement bloquée", "Panier payé ou non ?"],
    "delivery": ["Commande {cmd} non reçue", "Retard commande {cmd}", "Où est mon colis ? ({cmd})", "Suivi bloqué {cmd}", "Livraison {cmd}"],
    "product": ["Article abîmé commande {cmd}", "Erreur d'article {cmd}", "Produit en panne ({cmd})", "Réclamation {cmd}"],
    "app": ["Problème avec l'application", "Appli qui se ferme", "Panier vidé dans l'appli"],
    "store": ["Passage au magasin", "Retrait en magasin {cmd}", "Réclamation magasin"],
    "support": ["Remboursement {cmd}", "Retour {cmd}", "Relance : sans réponse", "Demande d'étiquette retour {cmd}"],
    "site": ["Problème de compte", "Code promo refusé", "Facture {cmd}", "Question avant commande", "Frais de port"],
}
QUESTIONS = """
bonjour, {le_o} [est-{il} compatible avec un variateur|est-{il} encore disponible|existe-t-{il} dans un autre coloris] ?
[livrez-vous|est-ce que vous livrez] [en Suisse|en Belgique|à {ville} à l'étage|un samedi] ?
quelle ampoule faut-il pour {le_o} ?
puis-je [récupérer|échanger] ma commande [en magasin|à {ville}] ?
je souhaite [changer l'adresse|ajouter une facture|annuler un article] pour la commande {cmd}
combien de temps [dure la garantie|faut-il pour recevoir {un_o}] ?
"""
REPLIES = {
    "hello": ["Bonjour,", "Bonjour {prenom},", "Bonjour et merci pour votre message.", "Bonjour, merci d'avoir pris le temps d'écrire."],
    "negative": [
        "Nous sommes désolés de cette expérience.", "Ce n'est pas le service que nous voulons vous rendre.",
        "Nous comprenons votre agacement.", "Toutes nos excuses pour ce désagrément.", "Nous regrettons ce contretemps.",
    ],
    "positive": [
        "Votre message fait plaisir à toute l'équipe !", "Ravis que cela vous plaise.", "Merci pour votre confiance.",
        "Nous transmettons à nos ateliers.", "C'est un bonheur de vous lire.",
    ],
    "pay": [
        "Nos équipes travaillent sur la validation des cartes.", "Une correction de la page de paiement est en cours.",
        "Votre carte n'a pas été débitée, vous pouvez réessayer depuis un lien sécurisé que nous vous envoyons.",
    ],
    "other": [
        "Pouvez-vous nous indiquer votre numéro de commande en message privé ?", "Un conseiller vous rappelle sous 24 h.",
        "Votre dossier est repris aujourd'hui.", "Nous faisons le point avec l'entrepôt.",
        "Votre remarque est transmise à l'équipe concernée.",
    ],
    "bye": ["À très vite.", "Bien à vous, Maison Lumen", "L'équipe Maison Lumen", "Belle journée,", "Cordialement, le service client"],
}
FIRST_NAMES = [
    "Camille", "Nadia", "Hugo", "Inès", "Lucas", "Sophie", "Mehdi", "Claire", "Julien", "Aïcha", "Thomas", "Manon", "Karim", "Élodie",
    "Paul", "Fatou", "Antoine", "Chloé", "Yann", "Sarah", "Benoît", "Léa", "Mathieu", "Jeanne", "Rachid", "Céline", "Victor", "Noémie",
    "Gaëlle", "Simon", "Audrey", "Florian", "Amina", "Pierre", "Lucie", "Bruno", "Margaux", "Denis", "Hélène", "Samir",
]
LAST_NAMES = [
    "Morvan", "Lefort", "Bénard", "Charrier", "Delmas", "Ferrand", "Guérin", "Hamel", "Jolivet", "Kermarec", "Lacaze", "Maillot", "Nadal",
    "Oudin", "Pasquier", "Quintin", "Roussel", "Sabatier", "Tessier", "Vasseur", "Wagner", "Zerbib", "Aubert", "Besson", "Cordier",
    "Diallo", "Estève", "Fabre", "Gomis", "Haddad",
]
CITIES = ["Lyon", "Nantes", "Paris", "Rennes", "Lille", "Bordeaux", "Toulouse", "Grenoble", "Angers", "Dijon", "Tours", "Brest", "Annecy", "Metz"]
