//! Databases filled with demonstration responses. They are kept, because filling the largest takes long, until something changes by
//! which they would come out differently.

mod home;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::engine::Engine;
use super::programs::Programs;
use crate::child;
use crate::places::Places;
use crate::postgres::Postgres;
use crate::sqlite::{beside, remove_with_sides, url};
use crate::step::{note, step};

/// The cluster is as Debian's package makes it, except that the memory for its own cache is small; that a commit is on disk when it is
/// acknowledged is said once more, because nothing here would mean anything without.
const SETTINGS: [&str; 3] = ["shared_buffers=256MB", "fsync=on", "synchronous_commit=on"];

/// The database that is written to and not kept.
const SCRATCH: &str = "scratch";

/// The questionnaire that the load generator knows.
const QUESTIONNAIRE: &str = "one-stop-service";

/// At how many collection points load is put.
const POINTS: usize = 8;

/// Everything that is filled, and the cluster in which half of it lies.
pub struct Databases {
    folder: PathBuf,
    communes: Option<u16>,
    /// The cluster.
    pub cluster: Postgres,
}

/// One database.
pub struct Filled {
    /// Its address.
    pub url: String,
    /// The codes of collection points at which the load generator's questionnaire is answered.
    pub points: Vec<String>,
    /// The name and the password of an administrator of everything.
    pub administrator: (String, String),
    /// Those of an analyst of the whole province.
    pub analyst: (String, String),
}

impl Databases {
    /// Removes what was filled from other sources, and starts the cluster.
    pub fn open(places: &Places, programs: &Programs, communes: Option<u16>) -> Result<Self> {
        let folder = home::folder(places, programs.release, communes)?;
        note(&format!("filled databases: {} (kept; remove the folder to fill them anew)", folder.display()));
        let cluster = Postgres::keep(&folder.join("postgres"), &SETTINGS)?;
        Ok(Self { folder, communes, cluster })
    }

    /// The folder, for what must lie on the same disk.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The database with so many responses. The list of its points is written last, so a half-filled one is never measured.
    pub fn filled(&self, programs: &Programs, engine: Engine, responses: u64) -> Result<Filled> {
        let list = self.folder.join(format!("points-{engine}-{responses}"));
        if !list.exists() {
            let part = beside(&list, ".part");
            step(&format!("{engine}: filling {responses} responses"), || {
                let fill = |url: &str| {
                    let output = fs::File::create(&part).with_context(|| format!("making {}", part.display()))?;
                    let mut demo = programs.hailong("demo", url);
                    demo.arg(format!("--responses={responses}"));
                    demo.args(self.communes.map(|communes| format!("--communes={communes}")));
                    child::run(demo.stdout(output))
                };
                match engine {
                    Engine::Sqlite => self.fill_sqlite(&name(responses), fill),
                    Engine::Postgres => self.fill_postgres(&name(responses), fill),
                }
            })?;
            fs::rename(&part, &list).with_context(|| format!("renaming to {}", list.display()))?;
        }
        let text = fs::read_to_string(&list).with_context(|| format!("reading {}", list.display()))?;
        let url = match engine {
            Engine::Sqlite => url(&self.file(responses)),
            Engine::Postgres => self.cluster.url_of(&name(responses)),
        };
        Ok(Filled {
            url,
            points: points(&text)?,
            administrator: account(&text, "administrator")?,
            analyst: account(&text, "analyst")?,
        })
    }

    /// A copy of a database with a country of so many units and campaigns, and what the program that fills it says of it.
    pub fn nation(&self, programs: &Programs, engine: Engine, (units, campaigns): (u32, u32)) -> Result<(String, String)> {
        let name = format!("nation_{units}_{campaigns}");
        let list = self.folder.join(format!("{name}-{engine}"));
        if !list.exists() {
            let part = beside(&list, ".part");
            step(&format!("{engine}: filling a country of {units} units"), || {
                let fill = |url: &str| {
                    let output = fs::File::create(&part).with_context(|| format!("making {}", part.display()))?;
                    let mut fill = child::program(&programs.nation);
                    fill.args([url, &units.to_string(), &campaigns.to_string()]);
                    child::run(fill.stdout(output))
                };
                match engine {
                    Engine::Sqlite => self.fill_sqlite(&name, fill),
                    Engine::Postgres => self.fill_postgres(&name, fill),
                }
            })?;
            fs::rename(&part, &list).with_context(|| format!("renaming to {}", list.display()))?;
        }
        let text = fs::read_to_string(&list).with_context(|| format!("reading {}", list.display()))?;
        Ok((self.copy_of(engine, &name)?, text))
    }

    /// A copy of a filled database that may be written to; there is one at a time.
    pub fn copy(&self, programs: &Programs, engine: Engine, responses: u64) -> Result<Filled> {
        let filled = self.filled(programs, engine, responses)?;
        Ok(Filled { url: self.copy_of(engine, &name(responses))?, ..filled })
    }

    /// Copies the database with a name, and gives the address of the copy.
    fn copy_of(&self, engine: Engine, name: &str) -> Result<String> {
        self.remove_copy(engine)?;
        Ok(match engine {
            Engine::Sqlite => {
                let copy = self.scratch_file();
                fs::copy(self.path(name), &copy).with_context(|| format!("making {}", copy.display()))?;
                url(&copy)
            }
            Engine::Postgres => {
                self.cluster.execute("postgres", &format!("CREATE DATABASE {SCRATCH} TEMPLATE {name}"))?;
                self.cluster.url_of(SCRATCH)
            }
        })
    }

    /// Removes the copy, if there is one.
    pub fn remove_copy(&self, engine: Engine) -> Result<()> {
        match engine {
            Engine::Sqlite => remove_with_sides(&self.scratch_file()),
            Engine::Postgres => self.drop_database(SCRATCH),
        }
    }

    /// The file of an SQLite database.
    pub fn file(&self, responses: u64) -> PathBuf {
        self.path(&name(responses))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.db"))
    }

    fn scratch_file(&self) -> PathBuf {
        self.folder.join(format!("{SCRATCH}.db"))
    }

    fn drop_database(&self, name: &str) -> Result<()> {
        self.cluster.execute("postgres", &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).map(drop)
    }

    fn fill_sqlite(&self, name: &str, fill: impl Fn(&str) -> Result<()>) -> Result<()> {
        let path = self.path(name);
        remove_with_sides(&path)?;
        fill(&url(&path))?;
        if beside(&path, "-wal").exists() {
            bail!("{} was not closed cleanly", path.display());
        }
        Ok(())
    }

    fn fill_postgres(&self, name: &str, fill: impl Fn(&str) -> Result<()>) -> Result<()> {
        self.drop_database(name)?;
        self.cluster.execute("postgres", &format!("CREATE DATABASE {name}"))?;
        fill(&self.cluster.url_of(name))?;
        // What autovacuum does in the minutes after, done now, so that it does not happen while something is measured.
        self.cluster.execute(name, "VACUUM ANALYZE")?;
        self.cluster.execute(name, "CHECKPOINT").map(drop)
    }
}

/// The name of a filled database.
pub fn name(responses: u64) -> String {
    format!("filled_{responses}")
}

/// The codes of the load generator's points, from what `hailong demo` prints: kind, code and path of each, the open ones first.
fn points(list: &str) -> Result<Vec<String>> {
    let words = list.lines().map(|line| line.split(' ').collect::<Vec<_>>());
    let known = words.filter(|words| words.len() == 3 && words[0] == QUESTIONNAIRE);
    let points: Vec<_> = known.take(POINTS).map(|words| words[1].to_owned()).collect();
    if points.is_empty() {
        bail!("the demonstration has no collection point for `{QUESTIONNAIRE}`");
    }
    Ok(points)
}

/// The account with a role, from the same: `sign-in`, role, name and password of each account.
fn account(list: &str, role: &str) -> Result<(String, String)> {
    let mut words = list.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    let account = words.find(|words| words.len() == 4 && words[..2] == ["sign-in", role]);
    let account = account.with_context(|| format!("the demonstration has no {role}"))?;
    Ok((account[2].to_owned(), account[3].to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{account, points};

    #[test]
    fn points_of_other_questionnaires_are_left_out() {
        let list = "quick-kiosk aaaaaa /s/aaaaaa\none-stop-service bbbbbb /s/bbbbbb\none-stop-service cccccc /s/cccccc\n";
        assert_eq!(points(list).unwrap(), ["bbbbbb", "cccccc"]);
        assert!(points("").is_err());
        let list = "sign-in manager b 1\n  sign-in administrator a 2\n";
        assert_eq!(account(list, "administrator").unwrap(), ("a".into(), "2".into()));
        assert!(account(list, "analyst").is_err());
    }
}
