import pytest

from benchmarks.messages import MIX, Kind, starting_at


@pytest.mark.parametrize("kind", list(Kind))
def test_mix_holds_every_kind_of_message(kind):
    assert kind in {message.kind for message in MIX}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("kind", list(Kind))
def test_mix_holds_every_kind_in_both_languages(kind, language):
    assert any(message.kind is kind and message.language == language for message in MIX)


def test_mix_never_begins_with_a_follow_up():
    assert MIX[0].kind is not Kind.FOLLOW_UP


@pytest.mark.parametrize("start", [0, 1, len(MIX) - 1, len(MIX), 1000])
def test_every_start_says_the_whole_mix(start):
    assert sorted(m.text for m in starting_at(start)) == sorted(m.text for m in MIX)


def test_start_keeps_the_order_of_the_mix():
    talk = starting_at(len(MIX) - 1)
    assert talk[:2] == [MIX[-1], MIX[0]]
