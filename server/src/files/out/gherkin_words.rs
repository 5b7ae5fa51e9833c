//! The Gherkin keywords that are written, in the languages that stories are most often written in.
//! They are those of Cucumber's reference.

/// One language of Gherkin.
pub struct Language {
    /// Its code, as in `# language: en`.
    pub code: &'static str,
    /// The keyword of a feature.
    pub feature: &'static str,
    /// The keyword of a scenario.
    pub scenario: &'static str,
    /// The keyword of a scenario outline.
    pub outline: &'static str,
    /// The keywords of a table of examples.
    pub examples: &'static [&'static str],
    /// The keywords for `Given`. The first one is written.
    pub given: &'static [&'static str],
    /// The keywords for `When`.
    pub when: &'static [&'static str],
    /// The keywords for `Then`.
    pub then: &'static [&'static str],
    /// The keywords for `And` and `But`.
    pub more: &'static [&'static str],
}

/// English first. Of two keywords with a common beginning, the longer one comes first.
pub const LANGUAGES: [Language; 8] = [
    Language {
        code: "en",
        feature: "Feature",
        scenario: "Scenario",
        outline: "Scenario Outline",
        examples: &["Examples", "Scenarios"],
        given: &["Given"],
        when: &["When"],
        then: &["Then"],
        more: &["And", "But"],
    },
    Language {
        code: "de",
        feature: "Funktionalität",
        scenario: "Szenario",
        outline: "Szenariogrundriss",
        examples: &["Beispiele"],
        given: &["Angenommen", "Gegeben sei", "Gegeben seien"],
        when: &["Wenn"],
        then: &["Dann"],
        more: &["Und", "Aber"],
    },
    Language {
        code: "fr",
        feature: "Fonctionnalité",
        scenario: "Scénario",
        outline: "Plan du scénario",
        examples: &["Exemples"],
        given: &["Étant donné que", "Étant donné", "Etant donné que", "Etant donné", "Soit"],
        when: &["Quand", "Lorsque"],
        then: &["Alors"],
        more: &["Et que", "Et", "Mais que", "Mais"],
    },
    Language {
        code: "es",
        feature: "Característica",
        scenario: "Escenario",
        outline: "Esquema del escenario",
        examples: &["Ejemplos"],
        given: &["Dado", "Dada", "Dados", "Dadas"],
        when: &["Cuando"],
        then: &["Entonces"],
        more: &["Y", "E", "Pero"],
    },
    Language {
        code: "pt",
        feature: "Funcionalidade",
        scenario: "Cenário",
        outline: "Esquema do Cenário",
        examples: &["Exemplos"],
        given: &["Dado", "Dada", "Dados", "Dadas"],
        when: &["Quando"],
        then: &["Então", "Entao"],
        more: &["E", "Mas"],
    },
    Language {
        code: "it",
        feature: "Funzionalità",
        scenario: "Scenario",
        outline: "Schema dello scenario",
        examples: &["Esempi"],
        given: &["Dato", "Data", "Dati", "Date"],
        when: &["Quando"],
        then: &["Allora"],
        more: &["E", "Ma"],
    },
    Language {
        code: "nl",
        feature: "Functionaliteit",
        scenario: "Scenario",
        outline: "Abstract Scenario",
        examples: &["Voorbeelden"],
        given: &["Gegeven", "Stel"],
        when: &["Als", "Wanneer"],
        then: &["Dan"],
        more: &["En", "Maar"],
    },
    Language {
        code: "pl",
        feature: "Właściwość",
        scenario: "Scenariusz",
        outline: "Szablon scenariusza",
        examples: &["Przykłady"],
        given: &["Zakładając", "Mając"],
        when: &["Jeżeli", "Jeśli", "Gdy", "Kiedy"],
        then: &["Wtedy"],
        more: &["Oraz", "I", "Ale"],
    },
];

impl Language {
    /// Whether the line begins with a keyword for `Given`, `When` or `Then`.
    pub fn is_main_step(&self, line: &str) -> bool {
        [self.given, self.when, self.then].into_iter().flatten().any(|word| begins(line, word))
    }

    /// Whether the line begins with a keyword for `Then`.
    pub fn is_then(&self, line: &str) -> bool {
        self.then.iter().any(|word| begins(line, word))
    }

    /// Whether the line is a step.
    pub fn is_step(&self, line: &str) -> bool {
        begins(line, "*")
            || self.is_main_step(line)
            || self.more.iter().any(|word| begins(line, word))
    }

    /// Whether the line begins a table of examples.
    pub fn is_examples(&self, line: &str) -> bool {
        line.split_once(':').is_some_and(|(word, _)| self.examples.contains(&word))
    }
}

fn begins(line: &str, word: &str) -> bool {
    line.strip_prefix(word).is_some_and(|rest| rest.starts_with(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::gherkin_words::{Section, StepKind, Words};

    #[test]
    fn every_word_that_is_written_is_one_that_is_read() {
        for language in &LANGUAGES {
            let words = Words::of(language.code).unwrap();
            let section = |word: &str| words.section(&format!("{word}: x")).map(|found| found.0);
            assert_eq!(section(language.feature), Some(Section::Feature), "{}", language.code);
            for word in [language.scenario, language.outline] {
                assert_eq!(section(word), Some(Section::Scenario), "{word}");
            }
            for word in language.examples {
                assert_eq!(section(word), Some(Section::Examples), "{word}");
            }
            let steps = [
                (language.given, StepKind::Given),
                (language.when, StepKind::When),
                (language.then, StepKind::Then),
                (language.more, StepKind::More),
            ];
            for (word, kind) in
                steps.iter().flat_map(|(list, kind)| list.iter().map(move |w| (w, kind)))
            {
                let found = words.step(&format!("{word} x")).map(|found| found.0);
                assert_eq!(found, Some(*kind), "{word}");
            }
        }
    }
}
