import pytest
import yaml

from benchmarks.default_project import domain, nlu, read_sentences, read_texts, rules, stories, write_project

SENTENCES = {"hiring/eu_blue_card": ["Blaue Karte?"], "greet": ["Hallo", "Guten Tag"]}
INTENTS = ["greet", "hiring", "thanks"]


@pytest.fixture
def data_dir(tmp_path):
    nlu_file = tmp_path / "data" / "nlu" / "de" / "hiring" / "costs.yml"
    nlu_file.parent.mkdir(parents=True)
    nlu_file.write_text(
        'version: "3.1"\nnlu:\n- intent: hiring/costs\n  examples: |\n    - eins\n    - zwei\n    - drei\n',
        encoding="utf-8",
    )
    answer = tmp_path / "data" / "answers" / "hiring" / "costs.yml"
    answer.parent.mkdir(parents=True)
    answer.write_text(
        "topic: hiring/costs\ntext: {de: 'Es kostet {visa_fee}.', en: It costs.}\n", encoding="utf-8"
    )
    return tmp_path / "data"


def test_only_the_first_sentences_of_a_file_are_taken(data_dir):
    assert read_sentences(data_dir / "nlu", examples=2) == {"hiring/costs": ["eins", "zwei"]}


def test_answers_are_taken_in_german(data_dir):
    assert read_texts(data_dir / "answers") == {"hiring/costs": "Es kostet {visa_fee}."}


def test_every_intent_of_the_training_data_has_a_response():
    assert set(domain(SENTENCES, {})["responses"]) == {
        "utter_hiring/eu_blue_card",
        "utter_greet",
        "utter_default",
    }


def test_intents_of_the_domain_are_areas_not_topics():
    assert domain(SENTENCES, {})["intents"] == ["greet", "hiring"]


def test_figures_of_our_answers_do_not_become_slots():
    responses = domain(SENTENCES, {"greet": "Es sind {visa_fee}."})["responses"]
    assert responses["utter_greet"] == [{"text": "Es sind 10."}]


def test_training_data_hold_all_sentences_of_an_intent():
    blocks = {block["intent"]: block["examples"] for block in nlu(SENTENCES)["nlu"]}
    assert blocks["greet"] == "- Hallo\n- Guten Tag\n"


def test_every_intent_and_the_fallback_have_a_rule():
    assert [rule["steps"][0]["intent"] for rule in rules(INTENTS)["rules"]] == [*INTENTS, "nlu_fallback"]


def test_stories_begin_with_every_intent():
    assert [s["steps"][0]["intent"] for s in stories(INTENTS)["stories"]] == INTENTS


def test_stories_say_what_the_rules_say():
    by_rule = {r["rule"]: r["steps"] for r in rules(INTENTS)["rules"]}
    steps = stories(INTENTS)["stories"][0]["steps"]
    assert steps == [*by_rule["greet"], *by_rule["hiring"], *by_rule["thanks"]]


def test_project_is_complete(data_dir, tmp_path):
    write_project(tmp_path / "project", data_dir, examples=2)
    names = {path.name for path in (tmp_path / "project").rglob("*") if path.is_file()}
    assert names == {
        "config.yml",
        "credentials.yml",
        "domain.yml",
        "endpoints.yml",
        "nlu.yml",
        "rules.yml",
        "sqlite_store.py",
        "stories.yml",
    }


def test_project_has_the_default_policies(data_dir, tmp_path):
    write_project(tmp_path, data_dir, examples=2)
    policies = yaml.safe_load((tmp_path / "config.yml").read_text(encoding="utf-8"))["policies"]
    assert [policy["name"] for policy in policies] == [
        "MemoizationPolicy",
        "RulePolicy",
        "UnexpecTEDIntentPolicy",
        "TEDPolicy",
    ]
