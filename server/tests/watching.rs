//! The second board: nobody is sent it who has not asked, whoever has gets all that becomes of it, and those who come back what they
//! missed.

mod support;

use domain::command::Command;
use domain::ids::StoryId;
use domain::product::Product;
use domain::product::action::ProductAction;
use domain::product::item::Content;
use domain::product::note::Note;
use domain::protocol::{ClientMessage, Close, ProductMessage, Resume, ServerMessage};
use support::{Client, Place, Raw, TestServer, secret};

/// More than is sent without being compressed.
const LARGE: usize = 40;

fn note(text: &str) -> Command {
    let content = Content::Note(Note { text: text.into(), is_decision: false });
    Command::Product(ProductAction::Add { story: StoryId(1), content })
}

/// A room with a story, and its facilitator.
async fn room(server: &TestServer) -> (Place, Client) {
    let (place, mut host) = server.room_with_host().await;
    host.done(Command::AddLines("Lend a drill".into())).await;
    (place, host)
}

/// Asks for the second board, and waits for it.
async fn watch(client: &mut Client) -> Product {
    client.raw.message(&ClientMessage::Watch).await;
    let mut product = None;
    while product.is_none() {
        hear(client, &mut product).await;
    }
    product.unwrap()
}

/// Reads one message, and applies what it says of the second board.
async fn hear(client: &mut Client, product: &mut Option<Product>) {
    match client.step().await.unwrap() {
        ServerMessage::Product(ProductMessage::Board { product: board, .. }) => {
            *product = Some(*board);
        }
        ServerMessage::Product(ProductMessage::Changes { seq, changes }) => {
            assert!(seq <= client.at.seq, "behind the update of that number");
            let product = product.as_mut().expect("the board comes first");
            changes.iter().for_each(|change| product.apply(change));
        }
        _ => {}
    }
}

async fn hear_until(client: &mut Client, product: Product, items: usize) -> Product {
    let mut product = Some(product);
    while product.as_ref().is_some_and(|product| product.items.len() < items) {
        hear(client, &mut product).await;
    }
    product.unwrap()
}

#[tokio::test]
async fn only_those_who_ask_are_told_of_it() {
    let server = TestServer::start().await;
    let (place, mut host) = room(&server).await;
    let mut ben = Client::join(server.address, &place.room, "Ben").await;
    let mut cleo = Client::join(server.address, &place.room, "Cleo").await;
    host.done(note("Before")).await;
    let seen = watch(&mut ben).await;
    assert_eq!(seen.items.len(), 1);
    host.done(note("After")).await;
    let seen = hear_until(&mut ben, seen, 2).await;
    assert_eq!(seen.items.len(), 2);
    cleo.catch_up().await;
    assert!(!cleo.frames.iter().any(|frame| frame.contains("product")), "{:?}", cleo.frames);
    assert_eq!(cleo.view.board, ben.view.board);
}

#[tokio::test]
async fn whoever_comes_back_gets_what_was_missed_of_both_boards() {
    let server = TestServer::start().await;
    let (place, mut host) = room(&server).await;
    let mut ben = Client::join(server.address, &place.room, "Ben").await;
    let seen = watch(&mut ben).await;
    let away = ben.drop_connection().await;
    host.done(note("While Ben is away")).await;
    host.done(Command::Retitle("Tool shed".into())).await;
    let mut raw = Raw::connect(server.address, &place.room).await;
    raw.hello(&away.secret, Some(Resume { watches: true, ..away.at })).await;
    let mut seen = Some(seen);
    let mut last = away.at.seq;
    while seen.as_ref().unwrap().items.is_empty() || last < host.at.seq {
        match raw.server_message().await {
            ServerMessage::Resumed { .. } => {}
            ServerMessage::Update { seq, .. } => last = seq,
            ServerMessage::Product(ProductMessage::Changes { changes, .. }) => {
                let seen = seen.as_mut().unwrap();
                changes.iter().for_each(|change| seen.apply(change));
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(seen.unwrap().items.len(), 1);
    // Without a second board, none of it comes.
    let mut raw = Raw::connect(server.address, &place.room).await;
    raw.hello(&away.secret, Some(away.at)).await;
    raw.message(&ClientMessage::Ping { echo: 1 }).await;
    loop {
        match raw.server_message().await {
            ServerMessage::Pong { .. } => break,
            ServerMessage::Product(message) => panic!("{message:?}"),
            _ => {}
        }
    }
}

#[tokio::test]
async fn a_large_one_comes_compressed_to_those_who_read_that_and_is_the_same_for_all() {
    let server = TestServer::start().await;
    let (place, mut host) = room(&server).await;
    for _ in 0..LARGE {
        host.done(note(&"word ".repeat(200))).await;
    }
    let gzip = Raw::connect(server.address, &place.room).await.reading_gzip();
    let mut ben = Client::join_on(gzip, server.address, &place.room, &secret(), "Ben").await;
    let mut cleo = Client::join(server.address, &place.room, "Cleo").await;
    let before = ben.raw.compressed();
    let his = watch(&mut ben).await;
    assert_eq!(ben.raw.compressed(), before + 1);
    let hers = watch(&mut cleo).await;
    assert_eq!(cleo.raw.compressed(), 0);
    assert_eq!(his, hers);
    // A kept one and what became of it since.
    host.done(note("One more")).await;
    let gzip = Raw::connect(server.address, &place.room).await.reading_gzip();
    let mut dan = Client::join_on(gzip, server.address, &place.room, &secret(), "Dan").await;
    let theirs = watch(&mut dan).await;
    let theirs = hear_until(&mut dan, theirs, LARGE + 1).await;
    let his = hear_until(&mut ben, his, LARGE + 1).await;
    assert_eq!(his, theirs);
}

#[tokio::test]
async fn it_is_there_again_after_a_restart() {
    let server = TestServer::start().await;
    let (place, mut host) = room(&server).await;
    host.done(note("Kept")).await;
    let before = watch(&mut host).await;
    let server = server.restart().await;
    let mut host = Client::back(server.address, &place.room, &place.founder).await;
    assert_eq!(watch(&mut host).await, before);
}

#[tokio::test]
async fn a_stranger_may_not_ask() {
    let server = TestServer::start().await;
    let (place, _host) = room(&server).await;
    let (mut raw, _) = Client::lobby(server.address, &place.room, &secret()).await;
    raw.message(&ClientMessage::Watch).await;
    assert_eq!(raw.close_code().await, Close::OutOfTurn.code());
}
