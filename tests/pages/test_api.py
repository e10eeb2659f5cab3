"""The web service as a program reads it: every public kind, page by page, as described, and nothing that readers may not see."""

import gzip
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles.models import Author
from khoi_portal.models import Page
from publishing import pagecache
from publishing.models import SiteIdentity
from publishing.service import serving
from publishing.service.limiting import Meter
from publishing.states import State
from tests.pages import service_data
from tests.pages.service_data import HIDDEN, KINDS, SITE, faults, hide

pytestmark = pytest.mark.django_db

ROOT = "/api/v1/"
COLLECTIONS = [
    "bai-viet", "chuyen-muc", "dong-su-kien", "tac-gia", "tu-khoa", "hoi-nghi", "chuoi-hoi-nghi", "khen-thuong", "tai-lieu", "bo-anh",
    "video", "to-chuc", "trang",
]  # fmt: skip
# What is filed under a name, and what belongs to a piece.
LABELS = {"dong-su-kien": "bai-viet", "tac-gia": "bai-viet", "tu-khoa": "bai-viet"}
PARTS = {"khen-thuong": "danh-sach", "hoi-nghi": "diem-cau"}
BELOW = LABELS | PARTS | {"chuoi-hoi-nghi": "hoi-nghi"}


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = SITE


def ask(path, status=200, client=None, **headers):
    response = (client or Client()).get(path, headers=headers)
    assert response.status_code == status, (path, response.content[:300])
    assert response["Content-Type"] == "application/json", path
    return response.json()


def lists_of(world):
    """Every list there is, the ones below a thing included."""
    below = [f"{ROOT}{name}/{world[name][0].pk}/{part}/" for name, part in BELOW.items()]
    return [f"{ROOT}{name}/" for name in COLLECTIONS] + below


def walk(path):
    """Every page of a list from one on, by its own links."""
    pages, following = [], path
    while following:
        page = ask(following.removeprefix(SITE))
        pages.append([one["id"] for one in page["items"]])
        following = page["next"]
    return pages


class TestWhatIsDescribed:
    def test_the_document_is_openapi(self):
        service_data.make(1)
        document = ask(f"{ROOT}openapi.json")
        assert (document["openapi"], document["servers"]) == ("3.1.0", [{"url": SITE}])
        assert set(document) == {"openapi", "info", "servers", "paths", "components"}
        assert set(document["info"]) == {"title", "description", "version"}
        named = [path["get"]["operationId"] for path in document["paths"].values()]
        assert len(named) == len(set(named))
        for path, methods in document["paths"].items():
            assert path.startswith("/") and list(methods) == ["get"], path
            operation = methods["get"]
            assert operation["summary"] and {"200", "304"} <= set(operation["responses"]), path
            in_path = [one["name"] for one in operation["parameters"] if one["in"] == "path" and one["required"]]
            assert [f"{{{name}}}" for name in in_path] == [part for part in path.split("/") if part.startswith("{")]
            keys = [(one["in"], one["name"]) for one in operation["parameters"]]
            assert len(keys) == len(set(keys)) and all("schema" in one for one in operation["parameters"])
            assert all(answer["description"] for answer in operation["responses"].values())
        known = document["components"]["schemas"]
        assert set(references(document)) == set(known)

    def test_a_year_is_described_with_its_bounds(self):
        for name in ("bai-viet", "hoi-nghi", "khen-thuong", "tai-lieu"):
            known = ask(f"{ROOT}openapi.json")["paths"][f"{ROOT}{name}/"]["get"]["parameters"]
            (year,) = (one["schema"] for one in known if one["name"] == "nam")
            assert set(year) == {"type", "minimum", "maximum"}, name
            ask(f"{ROOT}{name}/?nam={year['minimum']}"), ask(f"{ROOT}{name}/?nam={year['maximum']}")
            ask(f"{ROOT}{name}/?nam={year['minimum'] - 1}", 400), ask(f"{ROOT}{name}/?nam={year['maximum'] + 1}", 400)

    def test_every_path_answers_as_it_says(self):
        world = service_data.make(2)
        document = ask(f"{ROOT}openapi.json")
        found = {}
        for path, methods in document["paths"].items():
            name = path.removeprefix(ROOT).partition("/")[0]
            said = methods["get"]["responses"]["200"]["content"]["application/json"]["schema"]
            answer = ask(path.replace("{id}", str(world[name][0].pk) if "{id}" in path else ""))
            found[path] = faults(answer, said, document)
            if "items" in answer:
                assert answer["items"], path
        assert {path: wrong for path, wrong in found.items() if wrong} == {}
        assert len(found) == 1 + 2 * len(COLLECTIONS) + len(BELOW)

    def test_a_refusal_is_as_it_is_described(self):
        document = ask(f"{ROOT}openapi.json")
        problem = {"$ref": "#/components/schemas/Problem"}
        for path, status in (("bai-viet/?limit=0", 400), ("bai-viet/1/", 404), ("khong-co/", 404)):
            answer = ask(ROOT + path, status)
            assert faults(answer, problem, document) == [] and answer["status"] == status

    def test_the_index_names_every_collection_and_the_document(self):
        SiteIdentity.objects.create(name="Cổng (minh họa)")
        index = ask(ROOT)
        assert [one["url"] for one in index["collections"]] == [f"{SITE}{ROOT}{name}/" for name in COLLECTIONS]
        assert (index["site"], index["openapi_url"]) == ("Cổng (minh họa)", f"{SITE}{ROOT}openapi.json")


def references(value):
    """The names of every schema that something points to."""
    if isinstance(value, dict):
        for name, one in value.items():
            if name == "$ref":
                yield one.removeprefix("#/components/schemas/")
            else:
                yield from references(one)
    elif isinstance(value, list):
        for one in value:
            yield from references(one)


class TestAnArticle:
    def test_says_what_its_page_says(self):
        article = service_data.make(1)["bai-viet"][0]
        found = ask(f"{ROOT}bai-viet/{article.pk}/")
        assert found["url"] == SITE + article.get_absolute_url()
        assert found["api_url"] == f"{SITE}{ROOT}bai-viet/{article.pk}/"
        assert found["published_at"] == timezone.localtime(article.publish_at).isoformat(timespec="seconds")
        assert found["section"]["slug"] == "chi-bo"
        assert [one["name"] for one in found["authors"]] == ["Minh Ngọc (minh họa)"]
        assert found["image"]["caption"] == "Toàn cảnh (minh họa)"
        assert found["corrections"] == [{"date": "2024-05-18", "text": "Số đúng là 285 (minh họa)."}]
        for name in (
            "keywords",
            "threads",
            "organizations",
            "documents",
            "events",
            "award_rounds",
            "galleries",
            "videos",
            "files",
        ):
            assert len(found[name]) == 1, name

    def test_every_address_in_its_text_says_where_it_is(self):
        article = service_data.make(1)["bai-viet"][0]
        body = ask(f"{ROOT}bai-viet/{article.pk}/")["body_html"]
        assert f'href="{SITE}/tai-lieu/"' in body and f'src="{SITE}/tep/anh/' in body
        assert f" 640w, {SITE}/tep/" in body or f'srcset="{SITE}/tep/' in body
        assert '="/' not in body and ", /" not in body


class TestPages:
    @pytest.mark.parametrize("limit", [1, 2, 3, 7])
    def test_together_hold_everything_once(self, limit):
        world = service_data.make(5)
        for path in lists_of(world):
            together = [one for page in walk(f"{path}?limit={limit}") for one in page]
            assert together == [one for page in walk(path) for one in page], path
            count = {f"{ROOT}chuyen-muc/": 2, f"{ROOT}chuoi-hoi-nghi/": 1}.get(path, 5)
            assert len(together) == len(set(together)) == count, path

    def test_newest_first_and_what_comes_in_meanwhile_shifts_none(self):
        world = service_data.make(5)
        first = ask(f"{ROOT}bai-viet/?limit=2")
        assert [one["id"] for one in first["items"]] == [one.pk for one in world["bai-viet"][:2]]
        service_data.make(1, start=-1)
        hide(world["bai-viet"][1], "go")
        rest = walk(first["next"].removeprefix(SITE))
        assert [one for page in rest for one in page] == [one.pk for one in world["bai-viet"][2:]]

    def test_equal_moments_are_told_apart(self):
        world = service_data.make(4)
        for name, model in KINDS.items():
            model.objects.update(publish_at=timezone.now() - timedelta(days=1))
            pagecache.clear()
            keys = [one for page in walk(f"{ROOT}{name}/?limit=1") for one in page]
            assert keys == sorted((one.pk for one in world[name]), reverse=True), name

    def test_the_next_one_keeps_the_conditions(self):
        service_data.make(3)
        page = ask(f"{ROOT}tai-lieu/?loai=nghi-quyet&nam=2018&limit=2&la=gi")
        assert page["next"].startswith(f"{SITE}{ROOT}tai-lieu/?loai=nghi-quyet&nam=2018&limit=2&cursor=")
        response = Client().get(f"{ROOT}tai-lieu/?limit=2")
        assert response["Link"] == f'<{response.json()["next"]}>; rel="next"'

    @pytest.mark.parametrize("limit", ["0", "-1", "101", "abc", "1.5", "99999999999999999999", "%00", "٣", "1e2"])
    def test_an_absurd_size_is_refused(self, limit):
        answer = ask(f"{ROOT}bai-viet/?limit={limit}", 400)
        assert answer == {
            "status": 400, "parameter": "limit",
            "message": "“limit” là số mục của một trang. Hãy ghi một số từ 1 đến 100.",
        }  # fmt: skip

    @pytest.mark.parametrize(
        "cursor",
        [
            "abc",
            "====",
            "MTIz",
            "MS4y.",
            "%00",
            "%F0%9F%92%A9",
            "LTk5OTk5OTk5OTk5OTk5OTk5OTkuMQ",
            "x" * 4000,
            "MS4yLjM",
        ],
    )
    def test_an_absurd_cursor_is_refused(self, cursor):
        for path in ("bai-viet/", "to-chuc/"):
            answer = ask(f"{ROOT}{path}?cursor={cursor}", 400)
            assert (answer["parameter"], "cursor" in answer["message"]) == ("cursor", True)

    def test_the_largest_cursor_there_is_ends_the_list(self):
        service_data.make(1)
        for written in ("MC4w", "LTk5OTk5OTk5OTk5OTk5OTkuOTk5OTk5OTk5OTk5OTk5OTk5"):  # 0.0 and -9999999999999999.9…
            assert ask(f"{ROOT}bai-viet/?cursor={written}")["items"] == []


class TestConditions:
    def test_are_those_of_the_public_lists(self):
        world = service_data.make(3)
        unit = world["to-chuc"][1].slug
        asked = {
            "bai-viet/?muc=xay-dung-dang": 3, "bai-viet/?muc=chi-bo": 3, "bai-viet/?nam=1999": 0,
            f"bai-viet/?donvi={world['to-chuc'][0].slug}": 3,
            "bai-viet/?tu=1/1/2000": 3, "bai-viet/?den=1/1/2000": 0, "hoi-nghi/?loai=giao-ban": 3, "hoi-nghi/?hinhthuc=truc-tuyen": 0,
            "hoi-nghi/?nam=2023": 3, "hoi-nghi/?nam=2022": 0, "khen-thuong/?huong=trao": 3, "khen-thuong/?huong=nhan": 0,
            "khen-thuong/?nam=2023": 3, "tai-lieu/?loai=nghi-quyet": 3, "tai-lieu/?nam=2017": 0, f"tai-lieu/?donvi={unit}": 1,
            "bo-anh/?nam=2024": 3,
        }  # fmt: skip
        assert {path: len(ask(ROOT + path)["items"]) for path in asked} == asked

    @pytest.mark.parametrize(
        ("path", "parameter"),
        [
            ("bai-viet/?tu=31/2/2024", "tu"), ("bai-viet/?den=hom-qua", "den"), ("bai-viet/?muc=khong-co", "muc"),
            ("bai-viet/?nam=abc", "nam"),
            ("bai-viet/?nam=99999999999999999999", "nam"), ("hoi-nghi/?loai=khong-co", "loai"), ("hoi-nghi/?hinhthuc=xa", "hinhthuc"),
            ("khen-thuong/?huong=len", "huong"), ("tai-lieu/?loai=khong-co", "loai"), ("tai-lieu/?nam=-5", "nam"),
            ("bo-anh/?nam=1", "nam"),
            ("bai-viet/?donvi=%00", "donvi"),
        ],
    )  # fmt: skip
    def test_a_wrong_one_is_refused_by_name(self, path, parameter):
        answer = ask(ROOT + path, 400)
        assert (answer["status"], answer["parameter"]) == (400, parameter)
        assert answer["message"].startswith(f"Tham số “{parameter}”: ")

    def test_what_nobody_knows_counts_as_absent(self):
        world = service_data.make(2)
        for path in lists_of(world):
            assert ask(f"{path}?q=x&trang=99&ve=tai-lieu-1&x[]=1&%00=1") == ask(path), path


class TestWhatReadersMayNotSee:
    @pytest.mark.parametrize("how", HIDDEN)
    def test_is_in_no_answer(self, how):
        live = service_data.make(1)
        secret = service_data.make(2, word="quetzalcoatl", start=10)
        for name in KINDS:
            for item in secret[name]:
                hide(item, how)
        Page.objects.filter(pk__in=[one.pk for one in secret["trang"]]).update(is_shown=False)
        pagecache.clear()
        assert any("quetzalcoatl" in one.title for one in secret["bai-viet"])
        paths = [ROOT, f"{ROOT}openapi.json", *lists_of(live)]
        paths += [f"{ROOT}{name}/{things[0].pk}/" for name, things in live.items()]
        hidden = [f"{ROOT}{name}/{item.pk}/" for name in KINDS for item in secret[name]]
        hidden += [f"{ROOT}{name}/{secret[name][0].pk}/{part}/" for name, part in PARTS.items()]
        for path in paths:
            assert "quetzalcoatl" not in Client().get(path).content.decode(), path
        for name, part in LABELS.items():
            for path in (f"{ROOT}{name}/{secret[name][1].pk}/", f"{ROOT}{name}/{secret[name][1].pk}/{part}/"):
                assert "quetzalcoatl" not in str(ask(path, 404)), path
        for path in hidden:
            answer = ask(path, 410 if how == "go" else 404)
            assert "quetzalcoatl" not in str(answer), path

    @pytest.mark.parametrize("how", HIDDEN)
    def test_is_not_named_by_what_they_may_see(self, how):
        world = service_data.make(1)
        others = {name: world[name][0] for name in KINDS}
        for name in ("tai-lieu", "khen-thuong", "bo-anh", "video"):
            hide(others[name], how)
        article, event = (ask(f"{ROOT}{name}/{others[name].pk}/") for name in ("bai-viet", "hoi-nghi"))
        for name in ("documents", "award_rounds", "galleries", "videos"):
            assert (article[name], event[name]) == ([], []), name
        hide(others["hoi-nghi"], how)
        assert ask(f"{ROOT}bai-viet/{others['bai-viet'].pk}/")["events"] == []

    def test_a_name_or_series_without_a_public_piece_is_none(self):
        world = service_data.make(2)
        assert len(ask(f"{ROOT}chuoi-hoi-nghi/")["items"]) == 1
        for item in (*world["bai-viet"], *world["hoi-nghi"]):
            hide(item, "nhap")
        for name, part in BELOW.items():
            if name not in PARTS:
                assert ask(f"{ROOT}{name}/")["items"] == [], name
                ask(f"{ROOT}{name}/{world[name][0].pk}/", 404)
                ask(f"{ROOT}{name}/{world[name][0].pk}/{part}/", 404)

    def test_a_page_that_is_not_shown_is_none_and_named_nowhere(self):
        shown, hidden = service_data.make(2)["trang"]
        Page.objects.filter(pk=shown.pk).update(translation_of=hidden)
        pagecache.clear()
        assert ask(f"{ROOT}trang/{shown.pk}/")["translation_of"]["title"] == hidden.title
        Page.objects.filter(pk=hidden.pk).update(is_shown=False)
        pagecache.clear()
        assert [one["id"] for one in ask(f"{ROOT}trang/")["items"]] == [shown.pk]
        assert ask(f"{ROOT}trang/{shown.pk}/")["translation_of"] is None
        ask(f"{ROOT}trang/{hidden.pk}/", 404)

    def test_an_archived_piece_answers_and_stands_in_no_list(self):
        world = service_data.make(1)
        for name, model in KINDS.items():
            model.objects.update(state=State.ARCHIVED)
            pagecache.clear()
            assert ask(f"{ROOT}{name}/")["items"] == []
            assert ask(f"{ROOT}{name}/{world[name][0].pk}/")["archived"] is True

    def test_an_organization_nobody_has_approved_is_none(self):
        world = service_data.make(2)
        unit = world["to-chuc"][0]
        type(unit).objects.filter(pk=unit.pk).update(withheld=True)
        pagecache.clear()
        assert [one["id"] for one in ask(f"{ROOT}to-chuc/")["items"]] == [world["to-chuc"][1].pk]
        ask(f"{ROOT}to-chuc/{unit.pk}/", 404)
        assert ask(f"{ROOT}tai-lieu/{world['tai-lieu'][0].pk}/")["issuer_organization"] is None
        rows = ask(f"{ROOT}khen-thuong/{world['khen-thuong'][0].pk}/danh-sach/")["items"]
        assert [row["organization"] is None for row in rows] == [True, False]

    def test_nobody_behind_the_pieces_is_named(self, person):
        world = service_data.make(1)
        staff = person("nguoi-viet-kin", full_name="Nguyễn Văn Kín (minh họa)", email="kin@minh-hoa.example")
        Author.objects.update(real_name="Phạm Thị Thật (minh họa)")
        for model in KINDS.values():
            model.objects.update(created_by=staff)
            for revision in (one.live_revision for one in model.objects.all()):
                type(revision).objects.filter(pk=revision.pk).update(created_by=staff, saved_by=staff)
        unit = world["to-chuc"][0]
        type(unit).objects.update(email="don-vi@minh-hoa.example", phone="024 0000 0000")
        pagecache.clear()
        words = ["kín", "nguoi-viet-kin", "kin@", "thật (", "don-vi@", "024 0000", "chủ trì (", "chủ tọa (", "dẫn ("]
        paths = lists_of(world) + [f"{ROOT}{name}/{things[0].pk}/" for name, things in world.items()]
        for path in paths:
            text = Client().get(path).content.decode().lower()
            assert len(text) > 100, path
            assert [word for word in words if word in text] == [], path
        assert User.objects.filter(username="nguoi-viet-kin").exists()


class TestNamesAndPages:
    def test_what_is_filed_under_a_name_is_found_from_the_article(self):
        world = service_data.make(2)
        article = ask(f"{ROOT}bai-viet/{world['bai-viet'][0].pk}/")
        for field, name in (("authors", "tac-gia"), ("keywords", "tu-khoa"), ("threads", "dong-su-kien")):
            assert [one["api_url"] for one in article[field]] == [
                f"{SITE}{ROOT}{name}/{one.pk}/" for one in world[name]
            ]
            found = ask(article[field][1]["api_url"].removeprefix(SITE))
            assert (found["name"], found["url"]) == (str(world[name][1]), SITE + world[name][1].get_absolute_url())
            below = ask(found["articles_url"].removeprefix(SITE))["items"]
            assert [one["id"] for one in below] == [one.pk for one in world["bai-viet"]], name

    def test_only_its_own(self):
        first, second = service_data.make(1), service_data.make(2, start=10)
        for name in LABELS:
            below = ask(f"{ROOT}{name}/{second[name][1].pk}/bai-viet/")["items"]
            assert {one["id"] for one in below} == {one.pk for one in second["bai-viet"]}, name
            assert first["bai-viet"][0].pk not in {one["id"] for one in below}

    def test_a_series_says_where_its_events_and_its_calendar_are(self):
        world = service_data.make(2)
        event = ask(f"{ROOT}hoi-nghi/{world['hoi-nghi'][0].pk}/")
        series = ask(event["series"]["api_url"].removeprefix(SITE))
        assert (series["rhythm"], series["closed"]) == ("quarterly", False)
        assert series["calendar_url"] == SITE + world["chuoi-hoi-nghi"][0].get_calendar_url()
        below = ask(series["events_url"].removeprefix(SITE))["items"]
        assert [one["id"] for one in below] == [one.pk for one in world["hoi-nghi"]]

    def test_a_page_says_what_stands_on_it(self):
        page = service_data.make(1)["trang"][0]
        found = ask(f"{ROOT}trang/{page.pk}/")
        assert (found["title"], found["language"]) == (page.title, "vi")
        assert found["url"] == f"{SITE}/trang/gioi-thieu-0/"
        assert found["body_html"] == f'<p>Xem <a href="{SITE}/to-chuc/" rel="noopener">các tổ chức</a>.</p>'


class TestTooManyQuestions:
    def test_are_answered_later_and_cost_the_others_nothing(self, monkeypatch):
        service_data.make(1)
        monkeypatch.setattr(serving, "meter", Meter(at_once=2, a_second=0.5, clock=lambda: 100.0))
        mine, other = Client(REMOTE_ADDR="2001:db8::1"), Client(REMOTE_ADDR="2001:db8:0:1::1")
        assert [mine.get(f"{ROOT}bai-viet/?limit={n}").status_code for n in (1, 2, 3)] == [200, 200, 429]
        refused = Client(REMOTE_ADDR="2001:db8::2").get(f"{ROOT}tai-lieu/")
        assert (refused.status_code, refused["Retry-After"], refused["Cache-Control"]) == (429, "2", "no-cache")
        assert refused.json() == {
            "status": 429, "parameter": "", "message": "Mạng của bạn đang hỏi quá dày. Hãy hỏi lại sau 2 giây.",
        }  # fmt: skip
        assert refused["Access-Control-Allow-Origin"] == "*"
        assert mine.get(f"{ROOT}bai-viet/?limit=1").status_code == 200, "it lies ready"
        assert other.get(f"{ROOT}tai-lieu/").status_code == 200

    def test_is_described_everywhere(self):
        for path, methods in ask(f"{ROOT}openapi.json")["paths"].items():
            assert set(methods["get"]["responses"]["429"]["headers"]) == {"Retry-After"}, path


class TestHowItAnswers:
    def test_what_has_not_changed_is_not_sent_again(self):
        world = service_data.make(1)
        for path in (ROOT, f"{ROOT}openapi.json", *lists_of(world), f"{ROOT}bai-viet/{world['bai-viet'][0].pk}/"):
            first = Client().get(path)
            etag = first["ETag"]
            for known in (etag, f"W/{etag}", f'"khac", {etag}', "*"):
                again = Client().get(path, headers={"if-none-match": known})
                assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag), (path, known)
                assert again["Access-Control-Allow-Origin"] == "*"
            assert Client().get(path, headers={"if-none-match": '"khac"'}).content == first.content

    def test_an_etag_changes_with_what_it_stands_for(self):
        world = service_data.make(2)
        before = Client().get(f"{ROOT}bai-viet/")["ETag"]
        hide(world["bai-viet"][0], "go")
        assert Client().get(f"{ROOT}bai-viet/")["ETag"] != before

    def test_it_comes_compressed_where_that_is_wanted(self):
        service_data.make(1)
        plain = Client().get(f"{ROOT}bai-viet/")
        packed = Client().get(f"{ROOT}bai-viet/", headers={"accept-encoding": "gzip"})
        assert (packed["Content-Encoding"], gzip.decompress(packed.content)) == ("gzip", plain.content)

    def test_a_page_of_any_site_may_read_it_and_nobody_may_write(self):
        world = service_data.make(1)
        for path in (ROOT, *lists_of(world), f"{ROOT}bai-viet/1/"):
            preflight = Client().options(path)
            assert (preflight.status_code, preflight["Access-Control-Allow-Origin"]) == (204, "*")
            assert preflight["Access-Control-Allow-Methods"] == preflight["Allow"] == "GET, HEAD, OPTIONS"
            strict = Client(enforce_csrf_checks=True)
            for method in ("post", "put", "patch", "delete"):
                answer = getattr(strict, method)(path, data="{}", content_type="application/json")
                assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS"), (path, method)
                assert answer.json()["message"] == "Dịch vụ này chỉ để đọc. Hãy dùng GET."
            head = Client().head(path)
            assert head.content == b"" and head["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in Client().get(ROOT)

    def test_whoever_asks_gets_the_same(self, person, client_of):
        world = service_data.make(2)
        hide(world["bai-viet"][0], "nhap")
        staff = client_of(person("quan-tri-vien", *Role))
        for path in lists_of(world):
            assert ask(path, client=staff) == ask(path), path

    def test_an_unknown_number_is_calmly_none(self):
        for name in COLLECTIONS:
            for pk in ("0", "999999999999999999", "99999999999999999999999"):
                ask(f"{ROOT}{name}/{pk}/", 404)
        for path in ("bai-viet/abc/", "khong-co/", "bai-viet/1/khong-co/", "bai-viet/a%0Ab%0A/", "bai-viet/%E2%80%A8/"):
            ask(ROOT + path, 404)
        assert Client().get(f"{ROOT}bai-viet").url == f"{ROOT}bai-viet/"


# For each address the statements of an answer while the shelves that pages share are full, and with every shelf empty.
COSTS = {
    "": (0, 2),
    "openapi.json": (0, 2),
    "bai-viet/": (1, 5),
    "bai-viet/?muc=chi-bo&nam=2024": (2, 4),
    "bai-viet/{}/": (4, 20),
    "chuyen-muc/": (1, 2),
    "chuyen-muc/{}/": (1, 2),
    "dong-su-kien/": (1, 2),
    "dong-su-kien/{}/": (1, 2),
    "dong-su-kien/{}/bai-viet/": (2, 6),
    "tac-gia/": (1, 2),
    "tac-gia/{}/": (1, 2),
    "tac-gia/{}/bai-viet/": (2, 6),
    "tu-khoa/": (1, 2),
    "tu-khoa/{}/": (1, 2),
    "tu-khoa/{}/bai-viet/": (2, 6),
    "chuoi-hoi-nghi/": (1, 2),
    "chuoi-hoi-nghi/{}/": (1, 2),
    "chuoi-hoi-nghi/{}/hoi-nghi/": (3, 6),
    "trang/": (1, 2),
    "trang/{}/": (1, 2),
    "hoi-nghi/": (2, 5),
    "hoi-nghi/?loai=giao-ban&nam=2023": (3, 6),
    "hoi-nghi/{}/": (8, 11),
    "hoi-nghi/{}/diem-cau/": (3, 6),
    "khen-thuong/": (1, 2),
    "khen-thuong/?nam=2023&huong=trao": (1, 2),
    "khen-thuong/{}/": (3, 4),
    "khen-thuong/{}/danh-sach/": (2, 3),
    "tai-lieu/": (3, 4),
    "tai-lieu/?loai=nghi-quyet&nam=2018": (3, 5),
    "tai-lieu/{}/": (3, 4),
    "bo-anh/": (1, 4),
    "bo-anh/?nam=2024": (1, 5),
    "bo-anh/{}/": (1, 4),
    "video/": (1, 4),
    "video/{}/": (3, 6),
    "to-chuc/": (1, 2),
    "to-chuc/{}/": (3, 4),
}


def cost(path):
    """How many statements the answer takes."""
    asked = []

    def watch(execute, sql, params, many, context):
        if "cachegenerations" not in sql and not sql.startswith(("SAVEPOINT", "RELEASE SAVEPOINT")):
            asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        ask(path)
    return len(asked)


def cold(path):
    pagecache.clear()
    return cost(path)


def missed(path):
    cost(path)
    pagecache.clear_pages()
    return cost(path)


@pytest.mark.parametrize("count", [1, 3, 20])
def test_what_an_answer_costs(count):
    world = service_data.make(count)
    cost(ROOT)  # what a process asks for once
    paths = {name: name.format(world[name.partition("/")[0]][-1].pk) if "{}" in name else name for name in COSTS}
    assert {name: (missed(ROOT + path), cold(ROOT + path)) for name, path in paths.items()} == COSTS
