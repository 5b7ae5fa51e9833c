//! Commands on their way: kept in order until each is answered, sent again on a new connection.
//! Pure; knows neither sockets nor what commands mean.

use std::rc::Rc;

use domain::by_dimension::ByDimension;
use domain::ids::{CommandId, Subject};
use domain::protocol::{ClientMessage, encode};
use domain::refusal::Refusal;
use domain::remark::Remark;

use super::command::Command;
use crate::api::json::Written;

/// A command with its id.
type Do = domain::protocol::Do<Written>;

/// The size in bytes above which a command goes by HTTP: well below the limit of a frame.
const LARGE_BYTES: usize = 200_000;

/// A command that was carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// Its id, by which it can be undone.
    pub id: CommandId,
    /// Of an undo: how many stories and criteria stay, because somebody has worked on them since.
    pub stayed: u32,
}

/// Called with the answer to a command.
pub type OnAnswer = Box<dyn FnOnce(Result<Done, Refusal>)>;

/// Commands that are not answered yet, the oldest first.
#[derive(Default)]
pub struct Outbox {
    entries: Vec<Entry>,
}

struct Entry {
    command: Rc<Do>,
    on_answer: Option<OnAnswer>,
    is_large: bool,
    is_sent: bool,
}

/// What shall be sent now.
#[derive(Debug, PartialEq)]
pub enum Outgoing {
    /// A frame.
    Frame(String),
    /// A command for an HTTP request.
    Large(Rc<Do>),
}

impl Outbox {
    /// Adds a command. Without `on_answer`, a refusal is shown as a toast.
    pub fn push(&mut self, command: Do, on_answer: Option<OnAnswer>) {
        let is_large = encode(&command).len() > LARGE_BYTES;
        let command = Rc::new(command);
        self.entries.push(Entry { command, on_answer, is_large, is_sent: false });
    }

    /// The next command to send on this connection. A large one does not travel in a frame: it leaves when
    /// all before it are answered, and those behind it wait for its answer.
    pub fn next_unsent(&mut self) -> Option<Outgoing> {
        for (index, entry) in self.entries.iter_mut().enumerate() {
            if entry.is_large && (entry.is_sent || index > 0) {
                return None;
            }
            if !entry.is_sent {
                entry.is_sent = true;
                let command = entry.command.clone();
                return Some(if entry.is_large {
                    Outgoing::Large(command)
                } else {
                    Outgoing::Frame(encode(&ClientMessage::Do(Do::clone(&command))))
                });
            }
        }
        None
    }

    /// Everything has to be sent again: the connection is a new one.
    pub fn resend(&mut self) {
        self.entries.iter_mut().for_each(|entry| entry.is_sent = false);
    }

    /// Removes a command that was answered and returns its callback. `None` when it was answered before.
    pub fn remove(&mut self, id: &CommandId) -> Option<Option<OnAnswer>> {
        let index = self.entries.iter().position(|entry| entry.command.id == *id)?;
        Some(self.entries.remove(index).on_answer)
    }

    /// How many commands wait for their answer, of those that people would miss.
    pub fn kept(&self) -> usize {
        self.commands().filter(|command| !command.is_fleeting()).count()
    }

    /// The commands that wait, the oldest first.
    pub fn commands(&self) -> impl DoubleEndedIterator<Item = &Command> {
        self.entries.iter().map(|entry| &entry.command.command)
    }

    /// What the newest vote on this round that waits and says anything says of its card.
    pub fn pending_remark(&self, subject: Subject, number: u32) -> Option<Remark> {
        self.pending_votes(subject, number).find_map(|vote| vote.remark.clone())
    }

    /// The cards for further dimensions of the newest vote on this round that waits and has any say in them.
    pub fn pending_scores(&self, subject: Subject, number: u32) -> Option<ByDimension<String>> {
        self.pending_votes(subject, number).find_map(|vote| vote.scores.clone())
    }

    /// The card of the newest vote on this round that waits; `Some(None)` where it takes a card back.
    pub fn pending_vote(&self, subject: Subject, number: u32) -> Option<Option<String>> {
        self.pending_votes(subject, number).next().map(|vote| vote.card.clone())
    }

    /// The votes on a round that wait, the newest first.
    fn pending_votes(
        &self,
        subject: Subject,
        number: u32,
    ) -> impl Iterator<Item = PendingVote<'_>> {
        self.commands().rev().filter_map(move |command| match command {
            Command::Vote { story, round, card, remark, scores, .. }
                if (*story, *round) == (subject, number) =>
            {
                Some(PendingVote { card, remark, scores })
            }
            _ => None,
        })
    }
}

/// What a vote that waits says.
struct PendingVote<'v> {
    card: &'v Option<String>,
    remark: &'v Option<Remark>,
    scores: &'v Option<ByDimension<String>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outbox(commands: &[Command]) -> Outbox {
        let mut outbox = Outbox::default();
        for (number, command) in commands.iter().enumerate() {
            let id = CommandId(number.to_string());
            outbox.push(Do { id, command: command.clone() }, None);
        }
        outbox
    }

    fn sent(outbox: &mut Outbox) -> Vec<String> {
        let all = std::iter::from_fn(|| outbox.next_unsent());
        all.map(|outgoing| match outgoing {
            Outgoing::Frame(frame) => frame,
            Outgoing::Large(command) => format!("large {}", command.id),
        })
        .collect()
    }

    fn vote(card: Option<&str>) -> Command {
        Command::Vote {
            story: None,
            round: 1,
            card: card.map(str::to_owned),
            revealed: false,
            remark: None,
            scores: None,
        }
    }

    fn large() -> Command {
        Command::Retitle("x".repeat(LARGE_BYTES))
    }

    #[test]
    fn commands_without_answer_are_sent_again_in_order_on_the_next_connection() {
        let mut outbox = outbox(&[Command::TakeOver, Command::Readmit, Command::TakeOver]);
        assert_eq!(sent(&mut outbox).len(), 3);
        assert_eq!(sent(&mut outbox), Vec::<String>::new());
        assert!(outbox.remove(&CommandId("1".into())).is_some());
        assert!(outbox.remove(&CommandId("1".into())).is_none());
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
        outbox.remove(&CommandId("0".into()));
        assert_eq!(sent(&mut outbox), ["large 1"]);
        outbox.remove(&CommandId("1".into()));
        assert_eq!(sent(&mut outbox), [r#"{"do":{"id":"2","command":"readmit"}}"#]);
    }

    #[test]
    fn the_newest_vote_on_a_round_is_the_one_that_shows() {
        let outbox = outbox(&[vote(Some("3")), vote(None)]);
        assert_eq!(outbox.pending_vote(None, 1), Some(None));
        assert_eq!(outbox.pending_vote(None, 2), None);
    }
}
