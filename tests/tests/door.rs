//! The door: who only keeps a place is shown out, and everybody else is served meanwhile. Real connections to this machine.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::time::{Duration, Instant};

use axum::Router;
use axum::routing::get;
use server::http::door::{self, Limits};
use tests::client::TestApp;
use tests::database::TestDatabase;
use tests::http;
use tests::world::fill;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

/// Short times, so that nobody waits for a test.
const LIMITS: Limits = Limits {
    connections: 100,
    head: Duration::from_millis(800),
    rest: Duration::from_secs(4),
    rest_in_a_crowd: Duration::from_millis(400),
    stall: Duration::from_millis(1500),
    glance: Duration::from_millis(50),
};
/// Longer than any of these times, and no more than a test may take.
const BOUND: Duration = Duration::from_secs(15);

struct House {
    address: String,
    stop: Option<oneshot::Sender<()>>,
    serving: JoinHandle<()>,
}

/// Opens a door before three addresses: a word, a word after a second, and more text than a connection holds on its way.
async fn house(limits: Limits) -> House {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let slowly = || async {
        sleep(Duration::from_secs(1)).await;
        "at last"
    };
    let much = || async { "a".repeat(32 << 20) };
    let router = Router::new().route("/", get(|| async { "here" })).route("/slow", get(slowly)).route("/much", get(much));
    let (stop, stops) = oneshot::channel::<()>();
    let serving = tokio::spawn(door::serve(listener, router, limits, async {
        let _ = stops.await;
    }));
    House { address, stop: Some(stop), serving }
}

impl House {
    async fn connect(&self) -> TcpStream {
        TcpStream::connect(&self.address).await.unwrap()
    }

    async fn serves(&self) -> bool {
        http::get(&self.address, "/").await.is_ok_and(|reply| reply.status == 200)
    }
}

/// Reads until the other side ends the connection; what came, and how long that took.
async fn to_the_end(stream: &mut TcpStream) -> (Vec<u8>, Duration) {
    let (begun, mut all) = (Instant::now(), Vec::new());
    let ended = timeout(BOUND, stream.read_to_end(&mut all)).await;
    assert!(ended.is_ok(), "the connection was kept");
    (all, begun.elapsed())
}

#[tokio::test]
async fn who_says_a_letter_at_a_time_is_shown_out_while_others_are_served() {
    let house = house(LIMITS).await;
    let mut slow = Vec::new();
    for _ in 0..20 {
        let (mut reading, mut writing) = house.connect().await.into_split();
        let saying = tokio::spawn(async move {
            for letter in b"GET / HTTP/1.1\r\nHost: a\r\nX-Never: ".iter().chain(std::iter::repeat_n(&b'a', 1000)) {
                if writing.write_all(&[*letter]).await.is_err() {
                    break;
                }
                sleep(Duration::from_millis(60)).await;
            }
        });
        slow.push(tokio::spawn(async move {
            let begun = Instant::now();
            let mut answer = Vec::new();
            let _ = timeout(BOUND, reading.read_to_end(&mut answer)).await.unwrap();
            saying.abort();
            (begun.elapsed(), answer)
        }));
    }
    let mut silent = house.connect().await;
    for _ in 0..10 {
        assert!(house.serves().await);
        sleep(Duration::from_millis(50)).await;
    }
    for slow in slow {
        let (took, answer) = slow.await.unwrap();
        assert!(took >= LIMITS.head && took < BOUND / 2, "{took:?}");
        assert!(answer.is_empty());
    }
    let (answer, took) = to_the_end(&mut silent).await;
    assert!(answer.is_empty() && took < BOUND / 2, "who says nothing at all is not waited for either");
}

#[tokio::test]
async fn who_takes_nothing_of_an_answer_is_shown_out_and_who_takes_it_slowly_is_not() {
    let house = house(LIMITS).await;
    let ask = b"GET /much HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    let mut greedy = house.connect().await;
    greedy.write_all(ask).await.unwrap();
    sleep(LIMITS.stall * 3).await;
    let mut taken = Vec::new();
    let _ = timeout(BOUND, greedy.read_to_end(&mut taken)).await.unwrap();
    assert!(taken.len() < 32 << 20, "what was on its way is all that came");
    let mut slow = house.connect().await;
    slow.write_all(ask).await.unwrap();
    let (begun, mut all, mut some) = (Instant::now(), 0, vec![0; 1 << 20]);
    loop {
        let read = timeout(BOUND, slow.read(&mut some)).await.unwrap().unwrap();
        if read == 0 {
            break;
        }
        all += read;
        // Longer in all than anything may rest, and never nothing for long.
        let due = LIMITS.rest.mul_f64(1.5 * f64::from(u32::try_from(all >> 10).unwrap()) / f64::from(32 << 10));
        sleep(due.saturating_sub(begun.elapsed())).await;
    }
    assert!(all > 32 << 20 && begun.elapsed() > LIMITS.rest, "{all} bytes in {:?}", begun.elapsed());
}

#[tokio::test]
async fn a_connection_may_rest_and_a_slow_page_is_waited_for() {
    let house = house(LIMITS).await;
    let mut stream = house.connect().await;
    for (path, rest) in [("/", LIMITS.head * 2), ("/slow", Duration::ZERO)] {
        stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: a\r\n\r\n").as_bytes()).await.unwrap();
        let mut some = [0; 1000];
        let read = timeout(BOUND, stream.read(&mut some)).await.unwrap().unwrap();
        assert!(some[..read].starts_with(b"HTTP/1.1 200"), "{path}");
        sleep(rest).await;
    }
    let (more, took) = to_the_end(&mut stream).await;
    assert!(more.is_empty() && took > LIMITS.head && took < BOUND / 2, "{took:?}");
}

#[tokio::test]
async fn in_a_crowd_those_who_rest_make_room() {
    let house = house(Limits { connections: 6, rest: BOUND * 2, ..LIMITS }).await;
    let mut resting = Vec::new();
    for _ in 0..6 {
        let mut stream = house.connect().await;
        stream.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").await.unwrap();
        let mut some = [0; 1000];
        let read = timeout(BOUND, stream.read(&mut some)).await.unwrap().unwrap();
        assert!(read > 0);
        resting.push(stream);
    }
    let begun = Instant::now();
    assert!(house.serves().await, "the seventh waits for a place and gets one");
    assert!(begun.elapsed() < BOUND / 2, "{:?}", begun.elapsed());
}

#[tokio::test]
async fn heads_are_bounded_in_length_and_number() {
    let house = house(LIMITS).await;
    let head = |lines: String| format!("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{lines}\r\n");
    let header = |length| format!("X-Long: {}\r\n", "a".repeat(length));
    let many = |number| "X-Short: a\r\n".repeat(number);
    for (request, expected) in [
        (head(header(Limits::LONGEST_HEAD / 2)), "200"),
        (head(header(Limits::LONGEST_HEAD)), "431"),
        (head(header(10 << 20)), "431"),
        (head(many(98)), "200"),
        (head(many(99)), "431"),
        (format!("GET /{} HTTP/1.1\r\nHost: a\r\n\r\n", "a".repeat(1 << 20)), "431"),
        ("nonsense\r\n\r\n".to_owned(), "400"),
        ("GET / HTTP/1.1\r\nno colon\r\n\r\n".to_owned(), "400"),
    ] {
        let (mut reading, mut writing) = house.connect().await.into_split();
        let asking = request.clone();
        // Whoever says too much may find that nobody listens any more.
        let saying = tokio::spawn(async move { writing.write_all(asking.as_bytes()).await.is_ok() });
        let mut answer = [0; 12];
        match timeout(BOUND, reading.read_exact(&mut answer)).await.unwrap() {
            Ok(_) => assert_eq!(&answer[9..], expected.as_bytes(), "{} bytes", request.len()),
            // The answer may be lost where the rest of what was said meets a closed door.
            Err(_) => assert!(request.len() > 2 * Limits::LONGEST_HEAD, "{} bytes", request.len()),
        }
        saying.abort();
    }
    assert!(house.serves().await);
}

#[tokio::test]
async fn told_to_stop_it_answers_what_it_took_and_lets_go_of_the_rest() {
    let mut house = house(LIMITS).await;
    let address = house.address.clone();
    let asked = tokio::spawn(async move { http::get(&address, "/slow").await });
    let mut resting = house.connect().await;
    sleep(Duration::from_millis(300)).await;
    house.stop.take().unwrap().send(()).unwrap();
    assert_eq!(asked.await.unwrap().unwrap().text(), "at last");
    assert!(to_the_end(&mut resting).await.0.is_empty());
    timeout(BOUND, house.serving).await.unwrap().unwrap();
    assert!(TcpStream::connect(&house.address).await.is_err(), "the door is closed");
}

#[tokio::test]
async fn an_address_longer_than_any_of_ours_is_refused() {
    let db = TestDatabase::sqlite().await;
    fill(&db.store).await;
    let app = TestApp::new(&db.store);
    for beginning in ["/?find=", "/results?unit=", "/s/", "/pkg/", "/nowhere/"] {
        let address = |length: usize| format!("{beginning}{}", "a".repeat(length - beginning.len()));
        assert_ne!(app.get(&address(4096)).await.status.as_u16(), 414, "{beginning}");
        let refused = app.get(&address(4097)).await;
        assert_eq!(refused.status.as_u16(), 414, "{beginning}");
        assert!(refused.text().contains("Địa chỉ quá dài") && !refused.text().contains("aaaa"), "{}", refused.text());
    }
}
