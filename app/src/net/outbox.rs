//! Commands on their way: kept in order until each is answered, sent again on a new connection.
//! Pure; knows neither sockets nor what commands mean.

use domain::command::Command;
use domain::ids::{CommandId, Subject};
use domain::refusal::Refusal;

use super::json::write;

/// Bytes above which a command goes by HTTP: well below the limit of a frame.
const LARGE_BYTES: usize = 200_000;

/// What the room is asked for.
pub enum Order {
    /// A command.
    Known(Command),
    /// The JSON of a command that the other module has made. Nothing here looks into it.
    Written(String),
}

/// What is called with the answer.
pub type Answered = Box<dyn FnOnce(Result<(), Refusal>)>;

/// Commands that were not answered yet, the oldest first.
#[derive(Default)]
pub struct Outbox {
    entries: Vec<Entry>,
}

struct Entry {
    id: CommandId,
    order: Order,
    answered: Option<Answered>,
    is_large: bool,
    is_sent: bool,
}

/// What shall be sent now.
#[derive(Debug, PartialEq)]
pub enum Parcel {
    /// A frame.
    Frame(String),
    /// The body of an HTTP request, whose answer does not say of which command it is.
    Large(CommandId, String),
}

impl Outbox {
    /// Takes a command in. `answered` hears the answer; without it a refusal is for everybody.
    pub fn push(&mut self, id: CommandId, order: Order, answered: Option<Answered>) {
        let length = match &order {
            Order::Known(command) => write(command).len(),
            Order::Written(json) => json.len(),
        };
        let is_large = length > LARGE_BYTES;
        self.entries.push(Entry { id, order, answered, is_large, is_sent: false });
    }

    /// The next command to send on this connection. A large one takes another way than the others:
    /// it leaves when all before it are answered, and those behind it wait for its answer.
    pub fn next_parcel(&mut self) -> Option<Parcel> {
        for (index, entry) in self.entries.iter_mut().enumerate() {
            if entry.is_large && (entry.is_sent || index > 0) {
                return None;
            }
            if !entry.is_sent {
                entry.is_sent = true;
                return Some(if entry.is_large {
                    Parcel::Large(entry.id.clone(), entry.json())
                } else {
                    Parcel::Frame(["{\"do\":", &entry.json(), "}"].concat())
                });
            }
        }
        None
    }

    /// Everything has to be sent again: the connection is a new one.
    pub fn resend(&mut self) {
        self.entries.iter_mut().for_each(|entry| entry.is_sent = false);
    }

    /// Takes a command out that was answered, and gives who hears the answer. `None` when it was
    /// answered before.
    pub fn take(&mut self, id: &CommandId) -> Option<Option<Answered>> {
        let index = self.entries.iter().position(|entry| entry.id == *id)?;
        Some(self.entries.remove(index).answered)
    }

    /// Takes everything out: the room is left.
    pub fn clear(&mut self) {
        self.entries.clear();
    }

    /// How many commands wait for their answer.
    pub fn count(&self) -> usize {
        self.entries.len()
    }

    /// The commands that wait and were not made elsewhere, the oldest first.
    pub fn commands(&self) -> impl DoubleEndedIterator<Item = &Command> {
        self.entries.iter().filter_map(|entry| match &entry.order {
            Order::Known(command) => Some(command),
            Order::Written(_) => None,
        })
    }

    /// The card of the newest vote on this round that waits; `Some(None)` where it takes one back.
    pub fn pending_vote(&self, subject: Subject, number: u32) -> Option<Option<String>> {
        self.commands().rev().find_map(|command| match command {
            Command::Vote { story, round, card, .. } if (*story, *round) == (subject, number) => {
                Some(card.clone())
            }
            _ => None,
        })
    }
}

impl Entry {
    /// The command with its id, as the domain's `Do` travels.
    fn json(&self) -> String {
        let known;
        let command = match &self.order {
            Order::Known(command) => {
                known = write(command);
                &known
            }
            Order::Written(json) => json,
        };
        ["{\"id\":", &write(&self.id), ",\"command\":", command, "}"].concat()
    }
}

#[cfg(test)]
mod tests {
    use domain::protocol::{ClientMessage, Do};

    use super::*;

    fn outbox(commands: &[Command]) -> Outbox {
        let mut outbox = Outbox::default();
        for (number, command) in commands.iter().enumerate() {
            let order = Order::Known(command.clone());
            outbox.push(CommandId(number.to_string()), order, None);
        }
        outbox
    }

    fn sent(outbox: &mut Outbox) -> Vec<String> {
        let all = std::iter::from_fn(|| outbox.next_parcel());
        all.map(|parcel| match parcel {
            Parcel::Frame(frame) => frame,
            Parcel::Large(id, body) => format!("large {id} {}", &body[..10]),
        })
        .collect()
    }

    fn vote(card: Option<&str>) -> Command {
        Command::Vote { story: None, round: 1, card: card.map(str::to_owned), revealed: false }
    }

    fn large() -> Command {
        Command::Retitle("x".repeat(LARGE_BYTES))
    }

    #[test]
    fn what_is_not_answered_is_sent_again_in_order_on_the_next_connection() {
        let mut outbox = outbox(&[Command::TakeOver, Command::Readmit, Command::TakeOver]);
        assert_eq!(sent(&mut outbox).len(), 3);
        assert_eq!(sent(&mut outbox), Vec::<String>::new());
        assert!(outbox.take(&CommandId("1".into())).is_some());
        assert!(outbox.take(&CommandId("1".into())).is_none());
        outbox.resend();
        assert_eq!(
            sent(&mut outbox),
            [
                r#"{"do":{"id":"0","command":"take_over"}}"#,
                r#"{"do":{"id":"2","command":"take_over"}}"#
            ]
        );
    }

    #[test]
    fn a_large_command_keeps_its_place_in_the_order() {
        let mut outbox = outbox(&[Command::TakeOver, large(), Command::Readmit]);
        assert_eq!(sent(&mut outbox).len(), 1);
        outbox.take(&CommandId("0".into()));
        assert_eq!(sent(&mut outbox), ["large 1 {\"id\":\"1\","]);
        outbox.take(&CommandId("1".into()));
        assert_eq!(sent(&mut outbox), [r#"{"do":{"id":"2","command":"readmit"}}"#]);
    }

    #[test]
    fn what_the_other_module_has_written_travels_as_any_other_command() {
        for command in [Command::Retitle("\"a\"".into()), large()] {
            let mut known = outbox(std::slice::from_ref(&command));
            let mut written = Outbox::default();
            let json = serde_json::to_string(&command).unwrap();
            written.push(CommandId("0".into()), Order::Written(json), None);
            let parcel = known.next_parcel().unwrap();
            assert_eq!(written.next_parcel().unwrap(), parcel);
            let order = Do { id: CommandId("0".into()), command };
            let (text, expected) = match parcel {
                Parcel::Frame(text) => (text, serde_json::to_value(ClientMessage::Do(order))),
                Parcel::Large(_, text) => (text, serde_json::to_value(order)),
            };
            assert_eq!(
                serde_json::from_str::<serde_json::Value>(&text).unwrap(),
                expected.unwrap()
            );
        }
    }

    #[test]
    fn the_newest_vote_on_a_round_is_the_one_that_shows() {
        let outbox = outbox(&[vote(Some("3")), vote(None)]);
        assert_eq!(outbox.pending_vote(None, 1), Some(None));
        assert_eq!(outbox.pending_vote(None, 2), None);
    }
}
