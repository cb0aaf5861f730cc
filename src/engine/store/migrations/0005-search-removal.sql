-- By default a segment of the index is rewritten, within one commit, as soon as a tenth of it is gone: a second's work for what retention
-- takes away all day. At nine tenths little is left to rewrite.
INSERT INTO delivery_text (delivery_text, rank) VALUES ('deletemerge', 90);
