//! The units: a nation, its provinces, their departments and communes, and in each commune a service centre and a health station.

use app::domain::api_token::ApiRight;
use app::domain::api_token_form::NewToken;
use app::domain::classification::{Class, Classes, Classification};
use app::domain::code::Code;
use app::domain::import::Change;
use app::domain::improvement::{Baseline, Criterion, Improvement, Note, Status};
use app::domain::outside_index::{Goal, OutsideIndex, Standing};
use app::domain::period::{Month, Period};
use app::domain::review::Review;
use app::domain::role::{Reach, Scope};
use app::domain::target::{Operator, Target};
use app::domain::texts::Texts;
use app::domain::unit::{Unit, UnitKind};
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use server::accounts::token::{Purpose, Token};
use server::audit::Author;
use server::catalogue;
use server::store::imports::Taking;
use uuid::Uuid;

use super::{Country, Outcome, names};

/// The root.
pub const NATION: &str = "ca-nuoc";
/// When the units began: 1 July 2025, in Hanoi.
const FOUNDED: i64 = 1_751_302_800_000;
/// How many communes have a token of the API.
const TOKENS: usize = 1_000;
/// How many improvement actions there are, at most.
const IMPROVEMENTS: usize = 1_000;
/// The years of all targets.
const YEARS: (i16, i16) = (2026, 2030);

/// The codes of the units, by what they are.
pub struct Units {
    pub provinces: Vec<Code>,
    pub communes: Vec<Code>,
    /// Departments and what the communes have below them.
    pub others: Vec<Code>,
    /// The identifier of the file by which they came.
    pub import: Uuid,
    /// One that ends next year and goes into another.
    pub ending: Code,
    /// An identifier of a target, and of a classification.
    pub target: Uuid,
    pub classification: Uuid,
    /// An identifier of an improvement action.
    pub improvement: Uuid,
    /// An identifier of an index that others publish, and of minutes that were kept.
    pub index: Uuid,
    pub review: Uuid,
    /// An identifier of a token of the API.
    pub token: Uuid,
}

fn unit(code: &str, parent: Option<&str>, kind: UnitKind, name: &str) -> Outcome<Unit> {
    let code: Code = code.parse().map_err(|_| format!("{code} is no code"))?;
    let parent = parent.map(|parent| parent.parse().map_err(|_| format!("{parent} is no code"))).transpose()?;
    Ok(Unit { code, parent, kind, name: Texts::new([("vi", name)]), valid_from: FOUNDED, valid_to: None, successor: None })
}

/// Adds them by a file, as an administrator would: so each has its entry in the log.
pub async fn add(country: &Country) -> Outcome<Units> {
    let size = country.size;
    let import = country.ids.make(country.now);
    let mut all = vec![(0, unit(NATION, None, UnitKind::Province, "Cả nước")?)];
    let mut units = Units {
        provinces: Vec::new(),
        communes: Vec::new(),
        others: Vec::new(),
        import,
        ending: NATION.parse().map_err(|_| "no code")?,
        target: country.ids.make(country.now),
        classification: country.ids.make(country.now),
        improvement: country.ids.make(country.now),
        index: country.ids.make(country.now),
        token: country.ids.make(country.now),
        review: country.ids.make(country.now),
    };
    for number in 1..=size.provinces() {
        let one = unit(&format!("tinh-{number:02}"), Some(NATION), UnitKind::Province, &names::province(number))?;
        units.provinces.push(one.code.clone());
        all.push((1, one));
    }
    // A third of what is left are communes, each with two below it; what does not come out even are departments.
    let left = size.units - all.len();
    for number in 0..left / 3 {
        let province = units.provinces[number % units.provinces.len()].as_str();
        let (code, name) = (format!("xa-{number:04}"), names::commune(number));
        let one = unit(&code, Some(province), UnitKind::Commune, &name)?;
        units.communes.push(one.code.clone());
        all.push((2, one));
        for (end, what) in [("hcc", "Trung tâm Phục vụ hành chính công"), ("yt", "Trạm Y tế")] {
            let one =
                unit(&format!("{code}-{end}"), Some(&code), UnitKind::Department, &format!("{what} {}", name.to_lowercase()))?;
            units.others.push(one.code.clone());
            all.push((3, one));
        }
    }
    for number in 0..left % 3 {
        let one = unit(&format!("so-{number}"), Some(units.provinces[0].as_str()), UnitKind::Department, "Sở Tài chính")?;
        units.others.push(one.code.clone());
        all.push((2, one));
    }
    // One commune will go into its neighbour.
    let (ending, into) = (units.communes[units.provinces.len()].clone(), units.communes[0].clone());
    if let Some((_, unit)) = all.iter_mut().find(|(_, unit)| unit.code == ending) {
        unit.valid_to = Some(country.now + 90 * 86_400_000);
        unit.successor = Some(into);
    }
    units.ending = ending;
    country.store.add_sectors(&catalogue::sectors()?).await?;
    let changes: Vec<Change<Unit>> = (1..).zip(all).map(|(line, (depth, new))| Change { line, old: None, new, depth }).collect();
    let directory = country.store.directory().await?;
    let taking = taking(country, import, directory.revision());
    if !country.store.import_units(&taking, &changes, &directory.units).await? {
        return Err("the units were not taken".into());
    }
    Ok(units)
}

fn taking(country: &Country, id: Uuid, revision: i64) -> Taking<'static> {
    Taking { by: &Author::Program, now: country.now, reach: &Reach::Everything, id, revision, written: &|_| {} }
}

/// Adds improvement actions about communes, each with a note.
pub async fn add_improvements(country: &Country, units: &Units) -> Outcome<()> {
    let (by, all) = (Author::Program, Reach::Everything);
    let sector: Code = "land".parse().map_err(|_| "no code")?;
    for (number, unit) in units.communes.iter().take(IMPROVEMENTS).enumerate() {
        let id = if number == 0 { units.improvement } else { country.ids.make(country.now) };
        let (criterion, responsible) =
            (Criterion { unit: unit.clone(), sector: sector.clone(), part: None, period: Period::Year(2025) }, unit.clone());
        let action = Improvement {
            criterion,
            responsible,
            role: "Phụ trách bộ phận một cửa".into(),
            task: format!("Việc số {number}: mở thêm quầy vào buổi sáng"),
            due_at: country.now + (i64::try_from(number)? - 100) * 86_400_000,
            status: Status::ALL[number % Status::ALL.len()],
            baseline: Baseline::default(),
        };
        country.store.add_improvement(&by, country.now, &all, (id, &action)).await?;
        let note = Note { month: Month::of(country.now), text: "Đã bố trí công chức".into(), evidence: String::new() };
        country.store.add_improvement_note(&by, country.now, &all, (id, &action, country.ids.make(country.now), &note)).await?;
    }
    Ok(())
}

/// Adds tokens of the API, one for each province and for the first communes.
pub async fn add_tokens(country: &Country, units: &Units) -> Outcome<()> {
    // What opens them nobody needs to know.
    let mut rng = ChaCha20Rng::seed_from_u64(TOKENS as u64);
    let mut tokens = std::iter::once(units.token).chain(std::iter::repeat_with(|| country.ids.make(country.now)));
    for unit in units.provinces.iter().chain(units.communes.iter().take(TOKENS)) {
        let new = NewToken {
            name: format!("Một cửa {unit}"),
            scope: Scope::Unit(unit.clone()),
            rights: ApiRight::ALL.into(),
            expires_at: country.now + 365 * 24 * 60 * 60 * 1000,
        };
        let (id, hash) = (tokens.next().ok_or("no identifier")?, Token::random(&mut rng).hash(Purpose::Api));
        country.store.add_token(&Author::Program, country.now, &Reach::Everything, (id, hash, &new)).await?;
    }
    Ok(())
}

/// Adds indices that others publish, of provinces and the first communes over several years, and the minutes of a review.
pub async fn add_indices(country: &Country, units: &Units) -> Outcome<()> {
    let (by, all) = (Author::Program, Reach::Everything);
    let ranked = units.provinces.iter().chain(units.communes.iter().take(IMPROVEMENTS));
    let mut ids = std::iter::once(units.index).chain(std::iter::repeat_with(|| country.ids.make(country.now)));
    for (unit, rank) in ranked.zip(1..) {
        for (year, value) in [(2024, 80.25), (2025, 82.5)] {
            let index = OutsideIndex {
                name: "PAR INDEX".into(),
                unit: unit.clone(),
                year,
                standing: Standing { value: Some(value), rank: Some(rank) },
                goal: Some(Goal::UpPoints(2.0)),
                source: "Quyết định công bố".into(),
            };
            let id = ids.next().ok_or("no identifier")?;
            country.store.add_outside_index(&by, country.now, &all, (id, &index)).await?;
        }
    }
    let unit = units.provinces[0].clone();
    let review = Review {
        unit_name: Texts::new([("vi", unit.as_str())]),
        unit,
        month: 202_602,
        as_of: country.now,
        demonstration: false,
        panels: Vec::new(),
        actions: Vec::new(),
        more_actions: 0,
    };
    country.store.keep_review(&by, country.now, &all, (units.review, &review)).await?;
    Ok(())
}

/// Adds targets, and changes them by one file after another until the log is as long as wanted.
pub async fn add_targets(country: &Country, units: &Units) -> Outcome<()> {
    let sectors: Vec<Code> = catalogue::sectors()?.into_iter().map(|sector| sector.code).collect();
    let places: Vec<&Code> = units.provinces.iter().chain(&units.communes).collect();
    let target = |number: usize, percent: f64| Target {
        unit: places[number % places.len()].clone(),
        sector: sectors[(number / places.len()) % sectors.len()].clone(),
        from_year: YEARS.0,
        to_year: YEARS.1,
        operator: Operator::AtLeast,
        percent,
        legal_basis: format!("Kế hoạch số {}/KH-UBND về nâng cao mức độ hài lòng của người dân", number % 300 + 1),
    };
    let first: Vec<Change<Target>> = (1..)
        .zip(0..country.size.targets())
        .map(|(line, number)| Change { line, old: None, new: target(number, 85.0), depth: 0 })
        .collect();
    let ids: Vec<Uuid> =
        std::iter::once(units.target).chain(std::iter::repeat_with(|| country.ids.make(country.now))).take(first.len()).collect();
    let rounds = country.size.log().saturating_sub(country.size.units).div_ceil(first.len());
    let mut changes = first;
    for round in 0..rounds {
        let directory = country.store.directory().await?;
        let import = country.ids.make(country.now);
        let taking = taking(country, import, directory.revision());
        let place = |change: &Change<Target>| usize::try_from(change.line - 1).unwrap_or_default();
        if !country.store.import_targets(&taking, &changes, |change| ids[place(change)]).await? {
            return Err("the targets were not taken".into());
        }
        let percent = if round % 2 == 0 { 90.0 } else { 85.0 };
        changes = changes
            .into_iter()
            .map(|change| Change { new: Target { percent, ..change.new.clone() }, old: Some(change.new), ..change })
            .collect();
    }
    let named = |name| Texts::new([("vi", name)]);
    for (number, unit) in std::iter::once(NATION).chain(units.provinces.iter().map(Code::as_str)).enumerate() {
        let classes = Classes::new(
            vec![Class { at_least: 90.0, name: named("Tốt") }, Class { at_least: 70.0, name: named("Khá") }],
            named("Trung bình"),
        );
        let one = Classification {
            unit: unit.parse().map_err(|_| "no code")?,
            from_year: YEARS.0,
            legal_basis: "Quyết định về xếp loại chất lượng phục vụ".to_owned(),
            classes: classes.map_err(|_| "no classes")?,
        };
        let id = if number == 0 { units.classification } else { country.ids.make(country.now) };
        country.store.add_classification(&Author::Program, country.now, &Reach::Everything, (id, &one)).await?;
    }
    Ok(())
}
