//! The parts of a room that change by themselves, and which of them an update changes.

use domain::change::Change;
use domain::ids::StoryId;
use domain::story::StoryNotes;
use domain::view::Update;
use leptos::prelude::*;

/// A part of the room that can change by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// Title, deck and settings.
    Room,
    /// The people, with name, role and presence.
    People,
    /// Which stories there are in which order, and how many of them have an estimate.
    Backlog,
    /// One story's texts, criteria, estimate and finished rounds.
    Story(StoryId),
    /// What the room is at, the round on it, and the viewer's own card.
    Table,
    /// What is on the wall, and where.
    Wall,
    /// Somebody asks the viewer for a vote.
    Nudge,
}

/// A trigger for each topic. Stories come and go: their triggers are made when somebody subscribes, and
/// removed with the story.
#[derive(Default)]
pub struct Triggers {
    room: ArcTrigger,
    people: ArcTrigger,
    backlog: ArcTrigger,
    table: ArcTrigger,
    wall: ArcTrigger,
    nudge: ArcTrigger,
    /// In the order of the ids.
    stories: Vec<(StoryId, ArcTrigger)>,
}

impl Triggers {
    /// The trigger of a topic. `None` for a story that nobody subscribes to.
    pub fn get(&self, topic: Topic) -> Option<ArcTrigger> {
        match topic {
            Topic::Room => Some(&self.room),
            Topic::People => Some(&self.people),
            Topic::Backlog => Some(&self.backlog),
            Topic::Table => Some(&self.table),
            Topic::Wall => Some(&self.wall),
            Topic::Nudge => Some(&self.nudge),
            Topic::Story(story) => self.position(story).ok().map(|at| &self.stories[at].1),
        }
        .cloned()
    }

    /// The trigger of a topic, made where there is none yet.
    pub fn get_or_insert(&mut self, topic: Topic) -> ArcTrigger {
        if let Topic::Story(story) = topic
            && let Err(position) = self.position(story)
        {
            self.stories.insert(position, (story, ArcTrigger::new()));
        }
        self.get(topic).unwrap_or_default()
    }

    /// Keeps only the triggers of stories that exist.
    pub fn retain(&mut self, exists: impl Fn(StoryId) -> bool) {
        self.stories.retain(|(story, _)| exists(*story));
    }

    /// All triggers.
    pub fn all(&self) -> Vec<ArcTrigger> {
        let parts = [&self.room, &self.people, &self.backlog, &self.table, &self.wall];
        let stories = self.stories.iter().map(|(_, trigger)| trigger);
        parts.into_iter().chain(stories).cloned().collect()
    }

    /// Where the trigger of a story is, or would be.
    fn position(&self, story: StoryId) -> Result<usize, usize> {
        self.stories.binary_search_by_key(&story, |(other, _)| *other)
    }
}

/// The topics that an update changes.
pub fn topics(update: &Update) -> Vec<Topic> {
    match update {
        Update::Voted { .. } | Update::YourCard { .. } => vec![Topic::Table],
        Update::Nudged(_) => vec![Topic::Nudge],
        Update::Change(change) => topics_of_change(change),
    }
}

fn topics_of_change(change: &Change) -> Vec<Topic> {
    let stories = |first: Topic, stories: &mut dyn Iterator<Item = StoryId>| {
        [first, Topic::Table].into_iter().chain(stories.map(Topic::Story)).collect()
    };
    match change {
        Change::Retitled(_) | Change::SettingsChanged(_) => vec![Topic::Room],
        Change::DeckChanged { .. } | Change::DimensionsChanged(_) => {
            vec![Topic::Room, Topic::Table]
        }
        Change::ScoresSaved(saved) => vec![Topic::Story(saved.story)],
        Change::TimerSet(_) => vec![Topic::Table],
        Change::RemovedPeople(_) => vec![Topic::People],
        Change::PersonJoined(_)
        | Change::PersonRenamed { .. }
        | Change::FacilitatorChanged { .. }
        | Change::PresenceChanged { .. }
        | Change::EditingChanged { .. } => vec![Topic::People],
        // Their votes go with them.
        Change::RoleChanged { .. } | Change::PersonRemoved(_) => vec![Topic::People, Topic::Table],
        Change::StoryMoved { .. } => vec![Topic::Backlog],
        Change::StoriesAdded { updated, .. } => {
            stories(Topic::Backlog, &mut updated.iter().map(|texts| texts.story))
        }
        Change::StoriesRemoved { stories: gone, .. } => {
            stories(Topic::Backlog, &mut gone.iter().copied())
        }
        Change::StoriesRestored(back) => {
            stories(Topic::Backlog, &mut back.iter().map(|restored| restored.story.id))
        }
        Change::StoryEdited { story, .. }
        | Change::CriterionAdded { story, .. }
        | Change::CriterionEdited { story, .. }
        | Change::CriterionMarked { story, .. }
        | Change::CriterionMoved { story, .. }
        | Change::CriterionRemoved { story, .. } => vec![Topic::Story(*story)],
        Change::EstimateSet { story, .. } | Change::StoryNoted(StoryNotes { story, .. }) => {
            vec![Topic::Story(*story), Topic::Backlog]
        }
        Change::Progressed(progressed) => {
            let stories = progressed.iter().map(|progress| Topic::Story(progress.story));
            stories.chain([Topic::Backlog]).collect()
        }
        Change::VotingOpened(opened) => {
            stories(Topic::Backlog, &mut opened.stories.iter().copied())
        }
        Change::OnWall(_) | Change::OffWall(_) => vec![Topic::Wall],
        Change::Selected { .. }
        | Change::CountdownStarted { .. }
        | Change::CountdownStopped { .. } => vec![Topic::Table],
        Change::RoundStarted { story, .. }
        | Change::RoundTakenBack { story, .. }
        | Change::Revealed { story, .. }
        | Change::BallotChanged { story, .. } => {
            [Topic::Table].into_iter().chain(story.map(Topic::Story)).collect()
        }
    }
}
