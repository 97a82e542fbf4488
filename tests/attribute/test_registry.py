"""The registry file: form, uniqueness, even-handed kinds; and its look-ups."""

from collections import Counter

from classifier.attribute.registry import KINDS, load_registry, normalise

REGISTRY = load_registry()


def test_rows_have_the_form() -> None:
    assert len(REGISTRY.outlets) >= 80
    assert len({o.country for o in REGISTRY.outlets}) >= 40
    for outlet in REGISTRY.outlets:
        assert outlet.kind in KINDS, outlet.name
        assert len(outlet.country) == 2, outlet.name
        assert all(a.startswith("@") and a == a.lower() for a in outlet.accounts), outlet.name


def test_every_key_belongs_to_one_outlet() -> None:
    for keys in ("aliases", "credits", "accounts", "domains", "markers"):
        owners = Counter(key for o in REGISTRY.outlets for key in {normalise(k) for k in getattr(o, keys)})
        assert [key for key, count in owners.items() if count > 1] == [], keys
    names = Counter(normalise(o.name) for o in REGISTRY.outlets)
    assert max(names.values()) == 1


def test_state_media_of_many_countries() -> None:
    assert len({o.country for o in REGISTRY.outlets if o.kind == "state_media"}) >= 15


def test_names_with_editions() -> None:
    for text in ("ロイター日本語版", "ロイター", "Reuters", "ＲＥＵＴＥＲＳ"):
        found = REGISTRY.named(text)
        assert found is not None
        assert found.name == "Reuters"
    assert REGISTRY.named("見本市新報") is None


def test_accounts_and_domains() -> None:
    account, domain = REGISTRY.account("@ReutersJapan"), REGISTRY.domain("jp.reuters.com")
    assert account is not None
    assert domain is not None
    assert account.name == domain.name == "Reuters"
    assert REGISTRY.domain("example.jp") is None
