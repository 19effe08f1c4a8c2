"""What unseen.py runs inside the peers' virtual environment: TF-IDF of words and pairs (200,000 at most) with logistic regression.

    python tfidf_peer.py < lines.jsonl

Lines with "positive" (true or false) teach, the others are answered in their order: 1 or -1 a line.
"""

import json
import sys

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

rows = [json.loads(line) for line in sys.stdin]
known = [row for row in rows if "positive" in row]
words = TfidfVectorizer(ngram_range=(1, 2), max_features=200_000, sublinear_tf=True)
model = LogisticRegression(C=4, max_iter=300, class_weight="balanced")
model.fit(words.fit_transform([row["text"] for row in known]), [row["positive"] for row in known])
for answer in model.predict(words.transform([row["text"] for row in rows if "positive" not in row])):
    print(1 if answer else -1)
