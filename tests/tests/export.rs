//! `hailong export`: what it writes is just what is stored, tells nothing that joins a line to a person, and is never taken for whole when it
//! is not.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::collections::BTreeSet;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use app::domain::answer::{Answer, Answers, Satisfaction};
use app::domain::campaign::Campaign;
use app::domain::language::Language;
use app::domain::mode::Mode;
use app::domain::period::Month;
use app::domain::questionnaire::Version;
use app::domain::response::Response;
use app::domain::sample_place::{SamplePlace, Weight};
use data_encoding::HEXLOWER;
use server::demo::{self, Size};
use server::export::{CODEBOOK, ExportError, MANIFEST, Manifest, Request, Stage, export};
use server::store::microdata::{Microdata, Selection};
use server::store::responses::NewResponse;
use server::store::{Database, Store, StoreError};
use sha2::{Digest, Sha256};
use tests::database::TestDatabase;
use tests::desk::last_entry;
use tests::program;
use tests::world::{LAND, World, answers, fill, ids, response};
use tests::{NOW, on_both_databases};
use tokio::task::LocalSet;
use uuid::Uuid;
use xxhash_rust::xxh3::xxh3_64;

on_both_databases!(
    what_is_read_back_is_what_was_stored,
    the_command_stands_in_the_log_and_prints_hashes_that_hold,
    one_campaign_can_be_exported_alone,
    a_demonstration_is_exported_whole_and_its_manifest_tells_the_truth,
    a_database_without_responses_gives_a_manifest_without_files,
    a_directory_with_anything_in_it_is_refused,
    what_does_not_become_whole_has_no_manifest,
    pages_hand_over_what_the_rows_hold,
);

macro_rules! eight_times {
    ($text:literal) => {
        concat!($text, $text, $text, $text, $text, $text, $text, $text, "Hết")
    };
}

/// Texts that are hard to keep: formulas, quotes, line ends, separators, and one word in both of Unicode's forms.
pub const TEXTS: [&str; 18] = [
    "=HYPERLINK(\"http://x\")",
    "+84 900",
    "-",
    "@SUM(A1)",
    "nói \"rất\" tốt, cảm ơn; được",
    "dòng một\ndòng hai",
    "Ti\u{1ebf}ng Vi\u{1ec7}t",
    "Tie\u{302}\u{301}ng Vie\u{323}\u{302}t",
    "'=1",
    "＝1+1",
    "＠SUM(A1)",
    " \u{200b}=1+1",
    "\n-2+3",
    // Every tone of every vowel would be long; these have each tone, and each letter that only Vietnamese has.
    "à á ả ã ạ ằ ắ ẳ ẵ ặ ầ ấ ẩ ẫ ậ è é ẻ ẽ ẹ ề ế ể ễ ệ ồ ố ổ ỗ ộ ờ ớ ở ỡ ợ ừ ứ ử ữ ự ỳ ý ỷ ỹ ỵ đ Đ Ă Â Ê Ô Ơ Ư",
    "o\u{31b}\u{323} a\u{302}\u{300} đ",
    "Y Bih Niê Kđăm (Ê Đê), H'Lan Ksơr (Gia Rai), Giẻ Triêng, Chơ Ro, Hà Nhì, Xơ Đăng, Hrê, H'Mông, Mường, Tà Ôi",
    "\u{a0}Thào A Sùng\u{a0}",
    LONG,
];

/// As long as people write, so that files of SPSS hold it in several parts.
const LONG: &str =
    eight_times!("Cán bộ hướng dẫn tận tình nhưng phải đi lại nhiều lần, chờ lâu; đề nghị niêm yết rõ giấy tờ cần nộp. ");

/// Those of them that a spreadsheet might run.
pub const FORMULAS: [&str; 8] = [TEXTS[0], TEXTS[1], TEXTS[2], TEXTS[3], TEXTS[9], TEXTS[10], TEXTS[11], TEXTS[12]];

/// Answers of every kind, different for each number.
fn all_kinds(number: u32) -> Answers {
    let code = |text: &str| text.parse().unwrap();
    let point = |number: u32| Satisfaction::new(u8::try_from(number % 6).unwrap()).map_or(Answer::NoOpinion, Answer::Scale);
    let options = [vec![], vec!["x"], vec!["y", "z"], vec!["x", "z"]];
    let some = &options[number as usize % 4];
    let mut given = answers(&[]);
    given.insert(code("a1"), point(number));
    if !number.is_multiple_of(3) {
        given.insert(code("b1"), point(number / 6));
        given.insert(code("one"), Answer::Choice(code(if number.is_multiple_of(2) { "yes" } else { "no" })));
        given.insert(code("how-many"), Answer::Number(i64::from(number % 206) - 5));
    }
    if !some.is_empty() {
        given.insert(code("some"), Answer::Choices(some.iter().map(|option| code(option)).collect()));
    }
    if !number.is_multiple_of(5) {
        given.insert(code("comment"), Answer::Text(TEXTS[number as usize % TEXTS.len()].to_owned()));
    }
    given
}

/// Responses of every circumstance to the questionnaire of every kind.
pub async fn everything(store: &Store, world: &World) -> (Version, Vec<NewResponse>) {
    let campaigns = store.campaigns().await.unwrap();
    let campaign: &Campaign = campaigns.iter().find(|campaign| campaign.asks_sensitive).unwrap();
    let version = store.version(campaign.version_id).await.unwrap().unwrap();
    let ids = ids();
    let new = |number: u32| {
        let moment = NOW - i64::from(number % 7) * 20 * 86_400_000;
        let unit = if number.is_multiple_of(2) { "xa-mot" } else { "xa-hai" };
        let new = response(world, campaign, ids.make(moment), (unit, "health"), all_kinds(number));
        let sample_place = number.is_multiple_of(3).then(|| SamplePlace {
            stratum: "urban".parse().unwrap(),
            psu: format!("thon-{}", number % 13).parse().unwrap(),
            weight: Weight::new(f64::from(number) / 7.0 + 0.25).unwrap(),
        });
        let response = Response {
            mode: Mode::ALL[number as usize % Mode::ALL.len()],
            language: if number.is_multiple_of(4) { Language::En } else { Language::Vi },
            assisted: number.is_multiple_of(11),
            submitted_at: moment,
            month: Month::of(moment),
            sample_place,
            ..new.response().clone()
        };
        NewResponse::new(response, &version)
    };
    ((*version).clone(), (0..600).map(new).collect())
}

/// The line that a response should have, made from its domain types.
fn line(version: &Version, new: &NewResponse) -> Vec<String> {
    let response = new.response();
    let place = response.sample_place.as_ref();
    let mut line = vec![
        response.campaign_id.to_string(),
        response.unit.to_string(),
        response.sector.to_string(),
        response.mode.word().to_owned(),
        response.language.tag().to_owned(),
        if response.assisted { "yes" } else { "no" }.to_owned(),
        response.month.to_string(),
        place.map(|place| place.stratum.to_string()).unwrap_or_default(),
        place.map(|place| place.psu.to_string()).unwrap_or_default(),
        place.map(|place| place.weight.get().to_string()).unwrap_or_default(),
    ];
    line.extend(version.items().map(|(_, item)| match response.answers.get(item.code.as_str()) {
        None => String::new(),
        Some(Answer::NoOpinion) => "0".to_owned(),
        Some(Answer::Text(text)) if FORMULAS.contains(&text.as_str()) => format!("'{text}"),
        Some(answer) => answer.in_form().join(";"),
    }));
    line
}

/// A directory that is not there yet, in one that goes with the test.
pub fn directory() -> (tempfile::TempDir, PathBuf) {
    let parent = tempfile::tempdir().unwrap();
    let directory = parent.path().join("export");
    (parent, directory)
}

async fn exported(store: &Store, directory: &Path, campaign: Option<Uuid>) -> Result<Manifest, ExportError> {
    export(store, directory, &Request::full(campaign), NOW, &mut |_| ControlFlow::Continue(())).await
}

/// The header and the lines of a file, and the lines as they stand in it.
fn read(path: &Path) -> (Vec<String>, Vec<Vec<String>>, Vec<Vec<u8>>) {
    let bytes = fs::read(path).unwrap();
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap();
    let mut reader = csv::Reader::from_reader(text);
    let header = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let mut starts = Vec::new();
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.unwrap();
        let start = usize::try_from(record.position().unwrap().byte()).unwrap();
        // The reader counts the second half of a line's end to the next line.
        starts.push(start + usize::from(text[start] == b'\n'));
        lines.push(record.iter().map(str::to_owned).collect());
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let raw: Vec<Vec<u8>> = starts.iter().zip(ends).map(|(start, end)| text[*start..end].to_vec()).collect();
    assert!(raw.iter().all(|line| line.ends_with(b"\r\n")));
    (header, lines, raw)
}

async fn what_is_read_back_is_what_was_stored(db: TestDatabase) {
    let world = fill(&db.store).await;
    let (version, responses) = everything(&db.store, &world).await;
    db.store.store_all(&responses).await.unwrap();
    let (_parent, directory) = directory();
    let manifest = exported(&db.store, &directory, None).await.unwrap();
    assert_eq!((manifest.files.len(), manifest.files[0].file.as_str()), (1, "everything-v1.csv"));
    let path = directory.join(&manifest.files[0].file);
    let (header, lines, raw) = read(&path);
    let items = ["a1", "a2", "b1", "one", "why", "some", "how-many", "comment", "ethnicity"];
    let fixed = ["campaign", "unit", "sector", "mode", "language", "assisted", "month", "stratum", "psu", "weight"];
    assert_eq!(header, fixed.iter().chain(&items).map(|name| (*name).to_owned()).collect::<Vec<_>>());

    let mut wanted: Vec<_> = responses.iter().map(|new| line(&version, new)).collect();
    let mut found = lines.clone();
    wanted.sort();
    found.sort();
    assert_eq!(found, wanted);
    assert!(
        lines.iter().flatten().all(|cell| cell.parse::<i64>().is_ok()
            || !cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n']))
    );

    // The order follows from the lines, by a hash that anybody can compute, and nothing joins a line to a person.
    assert!(raw.is_sorted_by_key(|line| xxh3_64(line)));
    let text = fs::read_to_string(&path).unwrap();
    for response in responses.iter().map(NewResponse::response) {
        assert!(!text.contains(&response.id.to_string()) && !text.contains(&response.submitted_at.to_string()));
    }
    assert!(!text.contains(LAND));
    let names: BTreeSet<_> = fs::read_dir(&directory).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, [CODEBOOK, "everything-v1.csv", MANIFEST].map(Into::into).into());
}

async fn the_command_stands_in_the_log_and_prints_hashes_that_hold(db: TestDatabase) {
    let world = fill(&db.store).await;
    let new = response(&world, &world.feedback, ids().make(NOW), ("xa-mot", "land"), answers(&[("a1", 5)]));
    db.store.store_all(&[new]).await.unwrap();
    let (_parent, directory) = directory();
    let done = program::run(&["export", "--full", "--database-url", &db.url, directory.to_str().unwrap()]);
    assert!(done.success, "{}", done.errors);
    let (action, subject, unit, _, after) = last_entry(&db.store).await;
    assert_eq!((action.as_str(), subject.as_str(), unit), ("exported", "microdata", None));
    assert_eq!((after["format"].as_str(), after["protected"].as_bool()), (Some("csv"), Some(false)));
    let (hash, name) = done.output.lines().next().unwrap().split_once("  ").unwrap();
    assert_eq!(name, "one-stop-service-v1.csv");
    assert_eq!(hash, HEXLOWER.encode(&Sha256::digest(fs::read(directory.join(name)).unwrap())));
}

async fn one_campaign_can_be_exported_alone(db: TestDatabase) {
    let world = fill(&db.store).await;
    let ids = ids();
    let new = |campaign, point| response(&world, campaign, ids.make(NOW), ("xa-mot", "land"), answers(&[("a1", point)]));
    db.store.store_all(&[new(&world.feedback, 5), new(&world.sample, 2), new(&world.feedback, 3)]).await.unwrap();
    let (_parent, directory) = directory();
    let manifest = exported(&db.store, &directory, Some(world.feedback.id)).await.unwrap();
    assert_eq!(manifest.campaigns.iter().map(|campaign| campaign.id).collect::<Vec<_>>(), [world.feedback.id]);
    let (_, lines, _) = read(&directory.join("one-stop-service-v1.csv"));
    assert_eq!(lines.len(), 2);
    assert!(lines.iter().all(|line| line[0] == world.feedback.id.to_string()));

    let (_parent, other) = self::directory();
    let nobody = Uuid::from_u128(7);
    assert!(matches!(exported(&db.store, &other, Some(nobody)).await, Err(ExportError::NoCampaign(id)) if id == nobody));
    assert!(!other.join(MANIFEST).exists());
}

async fn a_demonstration_is_exported_whole_and_its_manifest_tells_the_truth(db: TestDatabase) {
    let size = Size { responses: Some(2_000), ..Size::default() };
    demo::fill_to(&db.store, NOW, size, &mut |_, _| {}).await.unwrap();
    let (_parent, directory) = directory();
    let manifest = exported(&db.store, &directory, None).await.unwrap();
    assert_eq!(manifest.files.len(), 5, "one file for each questionnaire");
    assert_eq!(manifest.files.iter().map(|file| file.rows).sum::<u64>(), 2_000);
    assert!(manifest.demonstration);
    let text = fs::read_to_string(directory.join(MANIFEST)).unwrap();
    let told: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(told, serde_json::to_value(&manifest).unwrap());
    assert_eq!(told["exported_at"], NOW);
    for file in told["files"].as_array().unwrap() {
        let path = directory.join(file["file"].as_str().unwrap());
        let (_, lines, raw) = read(&path);
        assert_eq!(lines.len() as u64, file["rows"].as_u64().unwrap());
        assert!(raw.is_sorted_by_key(|line| xxh3_64(line)));
        assert_eq!(fs::metadata(&path).unwrap().len(), file["bytes"].as_u64().unwrap());
        // By a tool that knows nothing of ours.
        let tool = std::process::Command::new("sha256sum").arg(&path).output().unwrap();
        assert_eq!(String::from_utf8(tool.stdout).unwrap().split(' ').next(), file["sha256"].as_str());
    }
}

async fn a_database_without_responses_gives_a_manifest_without_files(db: TestDatabase) {
    let (_parent, directory) = directory();
    let manifest = exported(&db.store, &directory, None).await.unwrap();
    assert_eq!((manifest.files.len(), manifest.campaigns.len(), manifest.demonstration), (0, 0, false));
    let names: Vec<_> = fs::read_dir(&directory).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, [MANIFEST]);
}

async fn a_directory_with_anything_in_it_is_refused(db: TestDatabase) {
    let (_parent, directory) = directory();
    fs::create_dir(&directory).unwrap();
    exported(&db.store, &directory, None).await.unwrap();
    let before = fs::read(directory.join(MANIFEST)).unwrap();
    assert!(matches!(exported(&db.store, &directory, None).await, Err(ExportError::NotEmpty(_))));
    assert_eq!(fs::read(directory.join(MANIFEST)).unwrap(), before);
}

async fn what_does_not_become_whole_has_no_manifest(db: TestDatabase) {
    let world = fill(&db.store).await;
    let ids = ids();
    let new = |item| response(&world, &world.feedback, ids.make(NOW), ("xa-mot", "land"), answers(&[(item, 5)]));
    db.store.store_all(&[new("a1"), new("b1")]).await.unwrap();
    let whole = |directory: &Path| {
        let paths = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
        paths.filter(|path| path.extension().is_none_or(|ending| ending != "part")).collect::<Vec<_>>()
    };
    // Broken off when everything is read, and when everything is written but the names are not yet given.
    for last in [Stage::Read(2), Stage::Written(2)] {
        let (_parent, directory) = directory();
        let (store, into) = (db.store.clone(), directory.clone());
        let running = LocalSet::new();
        let ended = running.spawn_local(async move {
            let watch = &mut |stage| {
                assert_ne!(stage, last, "broken off");
                ControlFlow::Continue(())
            };
            export(&store, &into, &Request::full(None), NOW, watch).await
        });
        running.await;
        assert!(ended.await.unwrap_err().is_panic());
        assert_eq!(whole(&directory), Vec::<PathBuf>::new(), "{last:?}");
    }
    // A stored response that does not fit its questionnaire.
    db.store.store(new("no-such-item")).await.unwrap();
    let (_parent, unreadable) = directory();
    let error = exported(&db.store, &unreadable, None).await.unwrap_err();
    assert!(matches!(error, ExportError::Store(StoreError::Unreadable { what: "answers", .. })), "{error}");
    assert!(error.to_string().contains("no-such-item"), "{error}");
    assert!(whole(&unreadable).is_empty());
}

/// However the responses came and wherever they are stored, the files are the same to the last byte.
#[tokio::test]
async fn the_order_in_which_people_answered_leaves_no_trace() {
    let (sqlite, postgres) = (TestDatabase::sqlite().await, TestDatabase::postgres().await);
    let mut files = Vec::new();
    for (db, backwards) in [(&sqlite, false), (&postgres, true)] {
        let world = fill(&db.store).await;
        let (_, mut responses) = everything(&db.store, &world).await;
        if backwards {
            responses.reverse();
        }
        db.store.store_all(&responses).await.unwrap();
        let (_parent, directory) = directory();
        let manifest = exported(&db.store, &directory, None).await.unwrap();
        files.push((fs::read(directory.join("everything-v1.csv")).unwrap(), manifest));
    }
    assert!(files[0] == files[1]);
}

/// A response as its row has it, to the last bit of its weight.
type Stored = (Uuid, Uuid, String, String, String, String, bool, i64, Option<String>, Option<String>, Option<f64>, String);

async fn pages_hand_over_what_the_rows_hold(db: TestDatabase) {
    const ROWS: &str = "SELECT campaign_id, version_id, unit, sector, mode, language, assisted, month, stratum, psu, weight, answers FROM response";
    let size = Size { responses: Some(6_000), ..Size::default() };
    demo::fill_to(&db.store, NOW, size, &mut |_, _| {}).await.unwrap();
    let rows: Vec<Stored> = match db.store.database() {
        Database::Sqlite { read, .. } => sqlx::query_as(ROWS).fetch_all(read).await.unwrap(),
        Database::Postgres(pool) => sqlx::query_as(ROWS).fetch_all(pool).await.unwrap(),
    };
    let expected = rows.into_iter().map(
        |(campaign, version, unit, sector, mode, language, assisted, month, stratum, psu, weight, answers)| {
            let place = (stratum.unwrap_or_default(), psu.unwrap_or_default(), weight.map(f64::to_bits));
            (campaign, version, [unit, sector, mode, language], assisted, month, place, answers)
        },
    );
    let mut expected: Vec<_> = expected.collect();
    expected.sort();
    assert!(expected.iter().filter(|row| row.5.2.is_some()).count() > 100, "some have weights");
    for campaign in [None, Some(expected[0].0)] {
        let mut found = Vec::new();
        let each = |one: &Microdata<'_>| -> Result<(), StoreError> {
            let row = one.row;
            let texts = [row.unit, row.sector, row.mode, row.language].map(str::to_owned);
            let place = (row.stratum.to_owned(), row.psu.to_owned(), row.weight.map(f64::to_bits));
            found.push((one.campaign, one.version.0, texts, row.assisted, row.month, place, row.answers.to_owned()));
            Ok(())
        };
        db.store.microdata(&Selection::all(campaign), each).await.unwrap();
        found.sort();
        let wanted: Vec<_> = expected.iter().filter(|row| campaign.is_none_or(|campaign| row.0 == campaign)).cloned().collect();
        assert!(found == wanted, "{} of {}", found.len(), wanted.len());
    }
}
