//! Improvement actions of the demonstration: one of each state, one of them overdue.

use app::domain::improvement::{Baseline, Criterion, Improvement, Note, Status, quarter};
use app::domain::period::{LocalTime, Month, Period};
use app::domain::role::Reach;

use super::DemoError;
use super::plan::{Plan, identifier, stream};
use super::province::code;
use crate::audit::Author;
use crate::figures::people::People;
use crate::figures::{effect, results};
use crate::store::{Store, StoreError};

/// The number of the stream of random numbers for identifiers. No point has it.
const STREAM: u64 = u64::MAX - 2;
/// Fewer respondents than this are hidden, as in every installation that does not say otherwise.
const MINIMUM: u64 = 10;

/// An action.
struct Row {
    unit: &'static str,
    sector: &'static str,
    /// Whether the baseline is that of the year before; else of a quarter.
    yearly: bool,
    /// How many months before the month of the demonstration the quarter of the baseline lies, and how long it lasts from today to the deadline.
    months: (i32, i64),
    responsible: &'static str,
    role: &'static str,
    task: &'static str,
    status: Status,
    /// What was noted, each with how many months ago.
    notes: &'static [(i32, &'static str, &'static str)],
}

const ROWS: [Row; 5] = [
    Row {
        unit: "phuong-mau-binh",
        sector: "civil-status",
        yearly: true,
        months: (9, 45),
        responsible: "phuong-mau-binh",
        role: "Phụ trách bộ phận một cửa",
        task: "Mở thêm một quầy hộ tịch vào sáng thứ Hai và thứ Năm, khi người dân đến đông nhất.",
        status: Status::UnderWay,
        notes: &[
            (2, "Đã bố trí được một công chức hỗ trợ vào sáng thứ Hai.", "Lịch phân công tại bộ phận một cửa"),
            (1, "Đã mở quầy thứ hai vào cả hai buổi sáng.", ""),
        ],
    },
    Row {
        unit: "xa-mau-phu",
        sector: "land",
        yearly: true,
        months: (9, -20),
        responsible: "so-nong-nghiep-moi-truong",
        role: "Phòng phụ trách đăng ký đất đai",
        task: "Rút ngắn thời gian luân chuyển hồ sơ đất đai giữa xã và tỉnh.",
        status: Status::UnderWay,
        notes: &[(3, "Đang chờ quy trình liên thông mới, nên chậm so với dự kiến.", "")],
    },
    Row {
        unit: "so-tai-chinh",
        sector: "investment",
        yearly: false,
        months: (12, -100),
        responsible: "so-tai-chinh",
        role: "Bộ phận hướng dẫn nhà đầu tư",
        task: "Viết lại tờ hướng dẫn hồ sơ đăng ký đầu tư bằng lời dễ hiểu, kèm ví dụ.",
        status: Status::Done,
        notes: &[(4, "Tờ hướng dẫn mới đã dùng tại quầy và trên trang thông tin.", "Tờ hướng dẫn, bản thứ hai")],
    },
    Row {
        unit: "so-xay-dung",
        sector: "construction",
        yearly: false,
        months: (4, 120),
        responsible: "so-xay-dung",
        role: "Phòng cấp phép",
        task: "Hẹn giờ nộp hồ sơ qua điện thoại để người dân không phải chờ.",
        status: Status::Planned,
        notes: &[],
    },
    Row {
        unit: "xa-mau-giang",
        sector: "land",
        yearly: false,
        months: (9, 10),
        responsible: "xa-mau-giang",
        role: "Công chức địa chính",
        task: "Trả kết quả tại nhà cho người già và người khuyết tật.",
        status: Status::Dropped,
        notes: &[(2, "Ghép với việc của tỉnh, nên không làm riêng ở xã nữa.", "")],
    },
];

/// Adds them.
///
/// # Errors
/// When the store does not take them.
pub(super) async fn add(store: &Store, plan: &Plan, now: i64) -> Result<(), DemoError> {
    let (mut rng, people) = (stream(STREAM), People::default());
    let (program, all, this) = (Author::Program, Reach::Everything, Month::of(now));
    let today = LocalTime::of(now);
    for row in ROWS {
        let missing = || DemoError::Table(row.unit.to_owned());
        let period = if row.yearly { Period::Year(this.year() - 1) } else { quarter(this.plus(-row.months.0)) };
        let criterion = Criterion { unit: code(row.unit)?, sector: code(row.sector)?, part: None, period };
        let as_of = began(period);
        let figures = match results(store, &people, &criterion.filter(period), as_of, MINIMUM).await {
            Ok(found) => effect::figures(&found, &criterion),
            // In a very small demonstration a stratum has a single cluster, of which no figure can be computed.
            Err(StoreError::Unreadable { .. }) => Vec::new(),
            Err(error) => return Err(error.into()),
        };
        let action = Improvement {
            criterion,
            responsible: code(row.responsible)?,
            role: row.role.to_owned(),
            task: row.task.to_owned(),
            due_at: today.days_later(row.months.1 + 1),
            status: row.status,
            baseline: Baseline { as_of, figures },
        };
        let id = identifier(plan.published_at, &mut rng);
        if !store.add_improvement(&program, now, &all, (id, &action)).await? {
            return Err(missing());
        }
        for (months, text, evidence) in row.notes {
            let note = Note { month: this.plus(-months), text: (*text).to_owned(), evidence: (*evidence).to_owned() };
            let note_id = identifier(plan.published_at, &mut rng);
            store.add_improvement_note(&program, now, &all, (id, &action, note_id, &note)).await?;
        }
    }
    Ok(())
}

/// The moment at which an action began that is about a period: the first day after it.
fn began(period: Period) -> i64 {
    period.months().1.plus(1).begins_at()
}
