//! Which of the arguments of `run` are meant for this tool.

/// Where the answers come from and go to.
#[derive(Debug, PartialEq)]
pub enum Database {
    /// The demonstration, filled once.
    Demo,
    /// A database of its own that begins empty.
    Empty,
    /// The one that the arguments name.
    Named,
}

/// Takes out `--empty`, and notices whether a database is named; the rest is the server's.
pub fn split(arguments: &[String]) -> (Database, Vec<String>) {
    let is_empty = |argument: &&String| *argument == "--empty";
    let names = |argument: &String| argument == "--database-url" || argument.starts_with("--database-url=");
    let database = if arguments.iter().any(names) {
        Database::Named
    } else if arguments.iter().any(|argument| is_empty(&argument)) {
        Database::Empty
    } else {
        Database::Demo
    };
    let rest = arguments.iter().filter(|argument| !is_empty(argument));
    (database, rest.cloned().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Splits words that are separated by spaces.
    fn of(line: &str) -> (Database, String) {
        let words: Vec<_> = line.split_whitespace().map(str::to_owned).collect();
        let (database, rest) = split(&words);
        (database, rest.join(" "))
    }

    #[test]
    fn the_demonstration_is_what_one_gets() {
        assert_eq!(of(""), (Database::Demo, String::new()));
        let listen = "--listen 0.0.0.0:80";
        assert_eq!(of(listen), (Database::Demo, listen.to_owned()));
    }

    #[test]
    fn empty_is_for_this_tool_alone() {
        let rest = "--listen 0.0.0.0:80".to_owned();
        assert_eq!(of("--empty --listen 0.0.0.0:80"), (Database::Empty, rest));
    }

    #[test]
    fn a_named_database_is_left_to_the_server() {
        for line in ["--database-url sqlite://a.db", "--database-url=sqlite://a.db"] {
            assert_eq!(of(line), (Database::Named, line.to_owned()));
        }
    }
}
