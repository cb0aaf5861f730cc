-- The words of each delivery, by its row number; without a copy of the text. Fed later than the deliveries themselves: see store/search.ts.
CREATE VIRTUAL TABLE delivery_text USING fts5(
  words,
  content = '',
  contentless_delete = 1,
  detail = none,
  prefix = '2 3 4 5 6',
  tokenize = 'unicode61 remove_diacritics 2'
);
