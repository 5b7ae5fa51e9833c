//! People who work until the server is gone, and who then look for what was confirmed to them.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use domain::command::Command;
use domain::ids::CommandId;
use domain::protocol::ServerMessage;
use domain::refusal::Refusal;
use domain::settings::{Allowed, Settings};
use domain::story::Story;
use tokio::task::JoinHandle;

use crate::support::client::add;
use crate::support::{Client, Place, create_room, soon};

/// How many people work at the same time.
const CLIENTS: usize = 4;

/// How many commands of each may be without an answer.
const IN_FLIGHT: usize = 4;

/// Pause after a command was refused because nothing can be saved.
const PAUSE: Duration = Duration::from_millis(20);

/// The titles that a client asked to add, and whether each was confirmed. Those that were refused are
/// not among them.
type Asked = BTreeMap<CommandId, (String, bool)>;

/// People who work in a room of their own.
pub struct Team {
    pub place: Place,
    working: Vec<JoinHandle<(String, Asked)>>,
}

/// Rooms in which work is over, with their stories as they were then.
#[derive(Default)]
pub struct Finished(Vec<(Place, Vec<Story>)>);

impl Finished {
    /// Notes how a room is now.
    pub async fn note(&mut self, server: SocketAddr, place: Place) {
        let stories = stories(server, &place).await;
        self.0.push((place, stories));
    }

    /// What came later did no harm to any of them.
    pub async fn check(&self, server: SocketAddr) {
        for (place, before) in &self.0 {
            assert_eq!(&stories(server, place).await, before);
        }
    }
}

async fn stories(server: SocketAddr, place: &Place) -> Vec<Story> {
    let host = Client::back(server, &place.room, &place.founder).await;
    host.view.board.stories.iter().cloned().collect()
}

impl Team {
    /// Begins to work in a new room.
    pub async fn start(address: SocketAddr) -> Self {
        let place = create_room(address, "Crash").await;
        let mut host = Client::join_as(address, &place.room, &place.founder, "Host").await;
        let settings = Settings { backlog: Allowed::Everyone, ..Settings::default() };
        host.done(Command::Configure(settings.into())).await;
        let mut working = Vec::new();
        for number in 0..CLIENTS {
            let mut client = Client::join(address, &place.room, &format!("Client {number}")).await;
            // A join is on disk a moment later; once the next command is confirmed, it is.
            client.done(Command::Rename(format!("Worker {number}"))).await;
            working.push(tokio::spawn(work(client, number)));
        }
        Self { place, working }
    }

    /// When the server was killed and runs again: checks that everything is there that was confirmed,
    /// and sends the rest again. Returns how much was confirmed.
    pub async fn check(self, address: SocketAddr) -> usize {
        let mut done = 0;
        for client in self.working {
            let (secret, asked) = soon("the clients notice", client).await.unwrap();
            done += asked.values().filter(|(_, done)| *done).count();
            check(address, &self.place.room, &secret, &asked).await;
        }
        done
    }
}

/// Adds one story after the other until the server is gone.
async fn work(mut client: Client, number: usize) -> (String, Asked) {
    let mut asked = Asked::new();
    for n in 0.. {
        let title = format!("Client {number}, story {n}");
        let id = client.send(add(&[&title])).await;
        asked.insert(id, (title, false));
        // Several may be in flight at the same time.
        while asked.values().filter(|(_, done)| !done).count() >= IN_FLIGHT {
            match client.step().await {
                Ok(ServerMessage::Done { id, .. }) => {
                    if let Some((_, done)) = asked.get_mut(&id) {
                        *done = true;
                    }
                }
                Ok(ServerMessage::Refused { id: Some(id), refusal }) => {
                    assert_eq!(refusal, Refusal::CannotSave);
                    asked.remove(&id);
                    tokio::time::sleep(PAUSE).await;
                }
                Ok(_) => {}
                Err(_) => return (client.secret, asked),
            }
        }
    }
    (client.secret, asked)
}

/// Sends unanswered commands again, as a page does, and checks that everything is there.
async fn check(address: SocketAddr, room: &str, secret: &str, asked: &Asked) {
    let mut client = Client::back(address, room, secret).await;
    let count = |client: &Client, title: &str| {
        client.view.board.stories.iter().filter(|story| story.title == title).count()
    };
    for (title, _) in asked.values().filter(|(_, done)| *done) {
        assert_eq!(count(&client, title), 1, "done and lost: {title}");
    }
    for (id, (title, _)) in asked.iter().filter(|(_, (_, done))| !done) {
        client.send_as(id.clone(), add(&[title])).await;
        assert_eq!(client.answer(id).await, Ok(()));
    }
    for (title, _) in asked.values() {
        assert_eq!(count(&client, title), 1, "sent twice: {title}");
    }
}
