"""What accuracy.py runs inside the peers' virtual environment: JSON lines of texts in, one answer a line out.

    python peers.py NAME < texts.jsonl      NAME: vader, textblob, textblob_fr, langdetect, py3langid

The last line is {"seconds": processor time spent on the texts, the start left out}.
"""

import json
import sys
import time


def sentiment_of(name):
    if name == "vader":
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

        analyzer = SentimentIntensityAnalyzer()
        return lambda text: analyzer.polarity_scores(text)["compound"]
    if name == "textblob":
        from textblob import TextBlob

        return lambda text: TextBlob(text).sentiment.polarity
    from textblob import Blobber
    from textblob_fr import PatternAnalyzer, PatternTagger

    blob = Blobber(pos_tagger=PatternTagger(), analyzer=PatternAnalyzer())
    return lambda text: blob(text).sentiment[0]


def language_of(name):
    if name == "py3langid":
        import py3langid

        return lambda text: py3langid.classify(text)[0]
    import langdetect

    langdetect.DetectorFactory.seed = 0

    def detect(text):
        try:
            return langdetect.detect(text)
        except langdetect.LangDetectException:
            return "other"

    return detect


def main():
    name = sys.argv[1]
    answer = language_of(name) if name in ("langdetect", "py3langid") else sentiment_of(name)
    texts = [json.loads(line)["text"] for line in sys.stdin]
    answer("un texte pour commencer, a text to warm up")
    start = time.process_time()
    answers = [answer(text) for text in texts]
    seconds = time.process_time() - start
    for value in answers:
        print(json.dumps(value))
    print(json.dumps({"seconds": seconds}))


main()
