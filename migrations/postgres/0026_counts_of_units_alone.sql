-- What the comments of a whole country are pooled by: the counts of its units alone, in some months. They are one row of twenty.
CREATE INDEX response_cell_alone ON response_cell (period) WHERE below = FALSE;
