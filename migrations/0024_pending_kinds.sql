-- Which kinds of message wait is asked on each page of those who handle mail: whether one is of a kind that this program
-- does not know. By this each kind is looked up once, however many messages wait.
CREATE INDEX messagePendingKind ON message (kind) WHERE state = 'pending';
