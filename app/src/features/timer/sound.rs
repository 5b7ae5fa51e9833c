//! A soft sound of two tones, made by the browser: no file to load.

use wasm_bindgen::JsValue;
use web_sys::{AudioContext, OscillatorType};

/// The tones in hertz, each with its beginning in seconds.
const TONES: [(f32, f64); 2] = [(659.3, 0.0), (880.0, 0.18)];

/// How loud it is; 1 is as loud as it gets.
const VOLUME: f32 = 0.12;

/// How long a tone takes to fade, in seconds.
const FADE: f64 = 0.6;

/// Plays the sound. A browser that plays nothing before somebody has pressed something stays silent.
pub fn chime() {
    // Nobody can do anything about a sound that does not come.
    let _ = play();
}

fn play() -> Result<(), JsValue> {
    let context = AudioContext::new()?;
    for (frequency, start) in TONES {
        let start = context.current_time() + start;
        let (tone, volume) = (context.create_oscillator()?, context.create_gain()?);
        tone.set_type(OscillatorType::Sine);
        tone.frequency().set_value(frequency);
        volume.gain().set_value_at_time(VOLUME, start)?;
        volume.gain().exponential_ramp_to_value_at_time(0.001, start + FADE)?;
        tone.connect_with_audio_node(&volume)?;
        volume.connect_with_audio_node(&context.destination())?;
        tone.start_with_when(start)?;
        tone.stop_with_when(start + FADE)?;
    }
    Ok(())
}
