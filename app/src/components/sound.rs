//! Soft sounds of a few tones, made by the browser: no file to load.

use wasm_bindgen::JsValue;
use web_sys::{AudioContext, OscillatorType};

/// How loud it is; 1 is as loud as it gets.
const VOLUME: f32 = 0.12;

/// How long a tone takes to fade, in seconds.
const FADE: f64 = 0.6;

/// What a sound tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sound {
    /// A round has begun.
    RoundBegins,
    /// Everybody has voted.
    AllHaveVoted,
    /// Somebody asks for the vote.
    Nudge,
    /// The time is up.
    TimeIsUp,
}

impl Sound {
    /// Plays it. A browser that plays nothing before somebody has pressed something stays silent.
    pub fn play(self) {
        // Nobody can do anything about a sound that does not come.
        let _ = play(self.tones());
    }

    /// The tones in hertz, each with its beginning in seconds.
    fn tones(self) -> &'static [(f32, f64)] {
        match self {
            Self::RoundBegins => &[(523.3, 0.0)],
            Self::AllHaveVoted => &[(523.3, 0.0), (659.3, 0.14)],
            Self::Nudge => &[(659.3, 0.0), (659.3, 0.22)],
            Self::TimeIsUp => &[(659.3, 0.0), (880.0, 0.18)],
        }
    }
}

fn play(tones: &[(f32, f64)]) -> Result<(), JsValue> {
    let context = AudioContext::new()?;
    for (frequency, start) in tones {
        let start = context.current_time() + start;
        let (tone, volume) = (context.create_oscillator()?, context.create_gain()?);
        tone.set_type(OscillatorType::Sine);
        tone.frequency().set_value(*frequency);
        volume.gain().set_value_at_time(VOLUME, start)?;
        volume.gain().exponential_ramp_to_value_at_time(0.001, start + FADE)?;
        tone.connect_with_audio_node(&volume)?;
        volume.connect_with_audio_node(&context.destination())?;
        tone.start_with_when(start)?;
        tone.stop_with_when(start + FADE)?;
    }
    Ok(())
}
