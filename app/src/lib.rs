//! What people see: pages, their words, and the rules of questionnaires and answers.
