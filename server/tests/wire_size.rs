//! An action costs the same in a large room as in an empty one.

mod support;

use domain::command::Command;
use domain::draft::StoryDraft;
use domain::ids::CommandId;
use domain::known::Known;
use domain::protocol::{ClientMessage, Do, encode};
use support::{Client, Place, TestServer, carry_out};

const STORIES: usize = 2_000;
const STORY_BYTES: usize = 2_000;

/// The sizes of the command for a vote, and of all frames that it causes for the voter and for
/// another person.
#[derive(Debug, PartialEq)]
struct Cost {
    command: usize,
    voter: Vec<usize>,
    other: Vec<usize>,
}

async fn cost_of_a_vote(host: &mut Client, other: &mut Client) -> Cost {
    host.done(Command::Select(None)).await;
    // The numbers of updates have the same number of digits in both rooms.
    while host.at.seq < 20 {
        host.done(Command::Retitle(format!("Title {}", host.at.seq))).await;
    }
    host.catch_up().await;
    other.catch_up().await;
    host.frames.clear();
    other.frames.clear();
    let request = Do { id: CommandId("vote-000000001".into()), command: host.vote("5") };
    let command = encode(&ClientMessage::Do(request.clone())).len();
    host.send_as(request.id.clone(), request.command).await;
    host.answer(&request.id).await.unwrap();
    other.until("the vote", |view| view.board.round().is_some_and(|r| r.votes() == 1)).await;
    let sizes = |client: &Client| client.frames.iter().map(String::len).collect();
    assert_eq!(host.at.seq, 21);
    Cost { command, voter: sizes(host), other: sizes(other) }
}

async fn fill(server: &TestServer, place: &Place) {
    let draft = |n| StoryDraft {
        title: format!("Story {n}"),
        description: "x".repeat(STORY_BYTES),
        ..StoryDraft::default()
    };
    let stories = (0..STORIES).map(draft).collect();
    let command = Command::AddStories { stories, known: Known::LeaveOut };
    carry_out(server.address, place, command).await;
}

#[tokio::test]
async fn a_vote_costs_the_same_bytes_in_an_empty_room_and_with_2000_stories() {
    let server = TestServer::start().await;
    let mut costs = Vec::new();
    for is_large in [false, true] {
        let (place, mut host) = server.room_with_host().await;
        let mut other = Client::join(server.address, &place.room, "Ben").await;
        if is_large {
            fill(&server, &place).await;
            host.until("the stories", |view| view.board.stories.len() == STORIES).await;
        }
        costs.push(cost_of_a_vote(&mut host, &mut other).await);
    }
    println!("{costs:?}");
    assert_eq!(costs[0], costs[1]);
    assert!(costs[0].other.iter().sum::<usize>() < 150, "{costs:?}");
}
