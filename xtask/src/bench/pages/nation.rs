//! A database with a whole country, and what every page can be asked there.

use anyhow::{Context, Result};

use super::super::Bench;
use super::super::engine::Engine;

/// Somebody who signs in.
pub struct Account {
    /// The name.
    pub name: String,
    /// The password.
    pub password: String,
}

/// A question to the program.
#[derive(Clone)]
pub struct Asking {
    /// Who asks, by the name of their account; nobody for the public.
    pub by: String,
    /// What for.
    pub path: String,
}

/// The country.
pub struct Nation {
    /// The address of its database.
    pub url: String,
    /// How many units it has.
    pub units: u32,
    /// How many campaigns it has.
    pub campaigns: u32,
    /// Those who sign in.
    pub accounts: Vec<Account>,
    /// What is asked.
    pub pages: Vec<Asking>,
}

impl Nation {
    /// A copy of the country that may be written to: signing in does.
    pub fn of(bench: &Bench, engine: Engine) -> Result<Self> {
        let (units, campaigns) = bench.scale.nation;
        let (url, list) = bench.databases.nation(&bench.programs, engine, (units, campaigns))?;
        let (accounts, pages) = read(&list)?;
        Ok(Self { url, units, campaigns, accounts, pages })
    }
}

/// What the program that fills it prints, line by line.
fn read(list: &str) -> Result<(Vec<Account>, Vec<Asking>)> {
    let (mut accounts, mut pages) = (Vec::new(), Vec::new());
    for line in list.lines() {
        match *line.split('\t').collect::<Vec<_>>() {
            ["account", _, name, password] => accounts.push(Account { name: name.to_owned(), password: password.to_owned() }),
            ["page", _, by, path] => pages.push(Asking { by: by.to_owned(), path: path.to_owned() }),
            _ => None.with_context(|| format!("a line that means nothing: {line}"))?,
        }
    }
    Ok((accounts, pages))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn lines_are_accounts_or_pages() {
        let (accounts, pages) = read("account\tmanager\tm\tp\npage\t/x/{id}\tm\t/x/1\npage\t/\t\t/\n").unwrap();
        assert_eq!((accounts.len(), accounts[0].password.as_str()), (1, "p"));
        assert_eq!((pages[0].by.as_str(), pages[0].path.as_str(), pages[1].by.as_str()), ("m", "/x/1", ""));
        assert!(read("page\t/\n").is_err());
    }
}
