@loans @calendar
Feature: Reserve a tool for a weekend
  Members book from Friday to Monday.

  Scenario: Only free days are shown
    Given a drill that is lent out on Saturday
    When I open its calendar
    Then Saturday is grey

  Scenario: A mail confirms
    When I reserve a drill
    Then a mail goes out within one minute
