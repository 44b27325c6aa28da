//! Programs that are not ours, to open what ours wrote.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a Python script of this folder prints. Its packages are those of `requirements.txt`.
#[must_use]
pub fn python(script: &str, words: &[&str]) -> String {
    let interpreter = env::var_os("HAILONG_PYTHON").expect("HAILONG_PYTHON: the interpreter that `cargo xtask test` prepares");
    let script = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/python")).join(script);
    printed(Command::new(interpreter).arg(script).args(words))
}

/// A file as `LibreOffice` converts it into a folder: opened, computed and saved anew.
#[must_use]
pub fn converted(file: &Path, to: &str, folder: &Path) -> PathBuf {
    office(file, to, folder);
    let ending = to.split_once(':').map_or(to, |(ending, _)| ending);
    let made = folder.join(file.file_stem().expect("a name")).with_extension(ending);
    assert!(made.exists(), "LibreOffice made no {}", made.display());
    made
}

/// Has `LibreOffice` convert a file into a folder, which must not complain of it: what it cannot read it says, and ends well all the same.
pub fn office(file: &Path, to: &str, folder: &Path) {
    // Its own profile, so that two at once do not meet.
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let mut office = Command::new("soffice");
    office.arg(profile).args(["--headless", "--convert-to", to, "--outdir"]).arg(folder).arg(file);
    let done = office.output().unwrap_or_else(|error| panic!("{office:?}: {error}"));
    let (said, complaints) = (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    assert!(done.status.success() && said.contains("using filter"), "{office:?}: {said} {complaints}");
    // That there is no Java for its databases has nothing to do with the file.
    let complaints: Vec<&str> = complaints.lines().filter(|line| !line.is_empty() && !line.contains("javaldx")).collect();
    assert!(complaints.is_empty(), "{office:?}: {complaints:?}");
}

/// Pictures of the pages of a PDF, among the outputs of the tests, to be looked at.
pub fn pictures(pdf: &Path, name: &str) {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/output"));
    std::fs::create_dir_all(folder).expect("the folder of outputs");
    let _ = printed(Command::new("pdftoppm").args(["-r", "70", "-png"]).arg(pdf).arg(folder.join(name)));
}

/// A page as Chromium prints it.
#[must_use]
pub fn paper(page: &Path, folder: &Path) -> PathBuf {
    let made = folder.join("paper.pdf");
    let _ = browsed(page, folder, &["--no-pdf-header-footer", &format!("--print-to-pdf={}", made.display())]);
    assert!(made.exists(), "Chromium printed nothing");
    made
}

/// A page as Chromium has it in memory and writes it again.
#[must_use]
pub fn saved(page: &Path, folder: &Path) -> String {
    browsed(page, folder, &["--dump-dom"])
}

fn browsed(page: &Path, folder: &Path, words: &[&str]) -> String {
    let chromium = env::var_os("CHROMIUM").expect("CHROMIUM: the browser");
    let mut browser = Command::new(chromium);
    browser.args(["--headless", "--no-sandbox", "--disable-gpu"]).args(words);
    browser.arg(format!("--user-data-dir={}", folder.join("browser").display())).arg(format!("file://{}", page.display()));
    printed(&mut browser)
}

/// The pictures of a PDF that are made of points.
#[must_use]
pub fn images(file: &Path) -> Vec<String> {
    let listed = printed(Command::new("pdfimages").arg("-list").arg(file));
    // Two lines of heads.
    listed.lines().skip(2).map(str::to_owned).collect()
}

/// The text of a PDF, page by page.
#[must_use]
pub fn pages(file: &Path) -> Vec<String> {
    let text = printed(Command::new("pdftotext").args(["-layout"]).arg(file).arg("-"));
    text.split('\u{c}').map(str::to_owned).filter(|page| !page.trim().is_empty()).collect()
}

/// What `pdfinfo` says of each page.
#[must_use]
pub fn sizes(file: &Path) -> Vec<String> {
    let said = printed(Command::new("pdfinfo").args(["-f", "1", "-l", "1000"]).arg(file));
    said.lines().filter(|line| line.starts_with("Page ") && line.contains("size:")).map(str::to_owned).collect()
}

fn printed(command: &mut Command) -> String {
    let done = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let errors = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{command:?}: {errors}");
    String::from_utf8(done.stdout).expect("UTF-8")
}
