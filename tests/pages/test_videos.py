"""Videos: written in the newsroom, as readers meet and seek them, and what of them must reach nobody."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from media import uploads
from media.models import Video
from publishing import pagecache, preview, requirements, revisions, workflow
from publishing.states import TRANSITIONS, State
from tests.unit.media import films, pictures

pytestmark = pytest.mark.django_db
ADD = "/quan-tri/media/video/add/"
WORD = "quetzalcoatl"
OUTSIDE = "youtube:aBcDeFgHi_1"


@pytest.fixture
def keeper(person):
    return person("tulieu", Role.PICTURE_EDITOR)


@pytest.fixture
def film(keeper):
    """film(): a film and its captions in the store; every call makes others."""
    lengths = iter(range(60, 600))

    def make():
        seconds = next(lengths)
        words = f"WEBVTT\n\n00:00.000 --> 00:03.000\nCâu {seconds} (minh họa)\n"
        return [
            uploads.accept_film(films.mp4(seconds=seconds), name="phim.mp4", by=keeper),
            uploads.accept_film(films.vtt(words), name="phim.vtt", by=keeper),
        ]

    return make


@pytest.fixture
def video_draft(keeper, film):
    """video_draft(title=…): a video in draft with a film, captions and a still."""
    sizes = iter(range(400, 900))

    def make(**fields):
        still = uploads.accept_image(
            pictures.jpeg(next(sizes), 300), name="khung.jpg", by=keeper, alt_text="Hội trường"
        )
        files = [one.pk for one in film()] if "files" not in fields else fields.pop("files")
        data = {
            "title": "Toàn cảnh hội nghị (minh họa)", "recorded_on": date(2024, 7, 12), "files": files, "lead_image": still.pk,
            "seconds": 272, "transcript": "Lời nói thứ nhất.",
        } | fields  # fmt: skip
        data = revisions.as_stored(revisions.snapshot(Video()) | data)
        return workflow.save_draft(item=Video(), data=data, actor=keeper)

    return make


@pytest.fixture
def through(keeper, editor, approver):
    """A draft taken to readers by three people."""

    def take(item):
        workflow.submit(item=item, actor=keeper)
        workflow.forward(item=item, actor=editor)
        return workflow.approve(item=item, actor=approver)

    return take


def change(item):
    return reverse("admin:media_video_change", args=[item.pk])


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def status(client, address, **headers):
    answer = client.get(address, headers=headers)
    answer.getvalue()
    return answer.status_code


def files_of(item):
    return [file.get_absolute_url() for file in item.files.order_by("pk")]


# --- writing ----------------------------------------------------------------------------------------------
def test_a_video_is_begun_with_its_files_and_its_length_is_read(client_of, keeper):
    sent = [
        SimpleUploadedFile("hop.mp4", films.mp4(seconds=272).getvalue()),
        SimpleUploadedFile("hop.vtt", films.vtt().getvalue()),
    ]
    client = client_of(keeper)
    answer = client.post(ADD, {"title": "Toàn cảnh", "files_moi": sent, "recorded_on": "12/7/2024"})
    item = Video.objects.get()
    assert (answer.status_code, answer.url) == (302, change(item))
    assert [(file.format, file.name) for file in item.files.order_by("pk")] == [("mp4", "hop.mp4"), ("vtt", "hop.vtt")]
    assert (item.seconds, item.recorded_on) == (272, date(2024, 7, 12))
    page = client.get(change(item)).content.decode()
    assert 'value="4:32"' in page and "hop.vtt" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"outside": "https://example.org/phim.mp4"}, "YouTube hoặc Vimeo"),
        ({"length": "bốn phút"}, "không phải thời lượng"),
        ({"length": "0:00"}, "không phải thời lượng"),
        ({"files_moi": [SimpleUploadedFile("phim.avi", b"RIFF0000AVI LIST" + b"0" * 60)]}, "phim.avi: "),
    ],
)
def test_what_cannot_be_meant_is_said_and_everything_typed_stays(client_of, keeper, typed, said):
    page = client_of(keeper).post(ADD, {"title": "Toàn cảnh", "transcript": "Lời giữ lại", **typed})
    text = page.content.decode()
    assert (page.status_code, said in text, "Lời giữ lại" in text, Video.objects.exists()) == (422, True, True, False)


def test_a_film_of_elsewhere_beside_a_file_is_asked_about(client_of, keeper):
    file = SimpleUploadedFile("hop.mp4", films.mp4().getvalue())
    typed = {"title": "Toàn cảnh", "files_moi": [file], "outside": "https://youtu.be/aBcDeFgHi_1"}
    page = client_of(keeper).post(ADD, typed).content.decode()
    assert "Đã có tệp video ở trên" in page and "hop.mp4" in page


def test_without_film_or_still_it_waits_and_without_words_it_is_said(video_draft):
    def said(**fields):
        found = requirements.report(video_draft(**fields))
        return [one.message.split(":")[0].split(".")[0] for one in found.must], [
            one.message.split(":")[0] for one in found.should
        ]

    assert said() == ([], [])
    assert said(files=[], lead_image=None, seconds=None, transcript="") == (
        ["Chưa có video", "Chưa có ảnh đại diện"],
        ["Chưa ghi thời lượng", "Chưa có phụ đề và chưa có lời"],
    )
    assert said(files=[], outside=OUTSIDE) == ([], [])


@pytest.mark.parametrize("role", Role)
def test_each_role_meets_videos_where_it_works(person, client_of, video_draft, role):
    item = video_draft(title=f"{WORD} nháp (minh họa)")
    client = client_of(person("nguoi-xem", role))
    names = ("change", "revisions", "compare", "preview", "verb", "history")
    statuses = {client.get(reverse(f"admin:media_video_{name}", args=[item.pk])).status_code for name in names}
    desk = {Role.PICTURE_EDITOR, Role.EDITOR, Role.MANAGING_EDITOR, Role.APPROVER}
    reads = role in desk | {Role.AUDITOR, Role.ADMINISTRATOR}
    writes = role in desk | {Role.REPORTER, Role.CONTRIBUTOR}
    assert max(statuses) < 500
    assert (client.get(change(item)).status_code == 200) == reads
    assert client.get(ADD).status_code == (200 if writes else 403)


# Where a video that somebody else wrote stands for each step, and who may take it.
APPROVER = {Role.APPROVER}
DESK = {Role.PICTURE_EDITOR, Role.EDITOR, Role.MANAGING_EDITOR, Role.APPROVER}
FORWARDS = {Role.EDITOR, Role.MANAGING_EDITOR}
STEPS = {
    "submit": ("draft", DESK),
    "recall": ("submitted", set()),
    "forward": ("submitted", FORWARDS),
    "return": ("submitted", FORWARDS | APPROVER),
    "approve": ("pending", APPROVER),
    "publish_urgently": ("pending", APPROVER),
    "confirm": ("urgent", APPROVER),
    "withdraw": ("published", APPROVER),
    "reinstate": ("withdrawn", FORWARDS | APPROVER),
    "archive": ("published", APPROVER | {Role.ADMINISTRATOR}),
    "unarchive": ("archived", APPROVER | {Role.ADMINISTRATOR}),
    "trash": ("withdrawn", DESK),
    "restore": ("trashed", DESK),
}


@pytest.fixture
def video_at(video_draft, keeper, editor, approver):
    """video_at("withdrawn"): a video that others have taken that far."""

    def take(stand):
        item = video_draft()
        if stand in ("draft", "trashed"):
            return workflow.trash(item=item, actor=keeper) if stand == "trashed" else item
        item = workflow.submit(item=item, actor=keeper)
        if stand == "submitted":
            return item
        item = workflow.forward(item=item, actor=editor)
        if stand == "pending":
            return item
        if stand == "urgent":
            return workflow.publish_urgently(item=item, actor=approver, note="Tin khẩn.")
        item = workflow.approve(item=item, actor=approver)
        if stand == "withdrawn":
            item = workflow.withdraw(item=item, actor=approver, note="Sai tên.")
        return workflow.archive(item=item, actor=approver) if stand == "archived" else item

    return take


def stands(item):
    item = Video.objects.select_related("working_revision").get(pk=item.pk)
    stage = item.working_revision.stage if item.working_revision else None
    return item.state, stage, item.trashed_at is None, item.flagged_urgent


@pytest.mark.parametrize("verb", STEPS)
def test_every_step_of_a_video_as_every_role(person, client_of, video_at, verb):
    """Whoever may not, changes nothing."""
    stand, may = STEPS[verb]
    assert set(STEPS) == set(TRANSITIONS)
    done = set()
    for role in Role:
        item = video_at(stand)
        before = stands(item)
        browser = client_of(person(f"nguoi-{role.value}", role))
        browser.post(reverse("admin:media_video_verb", args=[item.pk]), {"viec": verb, "note": "Cần xem lại."})
        if stands(item) != before:
            done.add(role)
    assert done == may


def test_four_eyes_hold_for_videos(client_of, person, video_at, approver):
    item = video_at("submitted")
    both = person("ca-hai", Role.EDITOR, Role.APPROVER)
    workflow.save_draft(item=item, data=revisions.current_data(item) | {"transcript": "Lời khác."}, actor=both)
    workflow.forward(item=item, actor=both)
    before, address = stands(item), reverse("admin:media_video_verb", args=[item.pk])
    client_of(both).post(address, {"viec": "approve"})
    assert stands(item) == before
    client_of(approver).post(address, {"viec": "approve"})
    assert stands(item)[0] == State.PUBLISHED


# --- readers ----------------------------------------------------------------------------------------------
def test_the_page_plays_the_film_with_its_captions_and_asks_nothing_elsewhere(reader, video_draft, through):
    item = through(video_draft())
    answer = reader.get(item.get_absolute_url())
    page = answer.content.decode()
    mp4, vtt = files_of(item)
    assert re.findall(r'<(?:source|track)[^>]* src="(.*?)"', page) == [mp4, vtt]
    assert 'preload="none"' in page and "autoplay" not in page
    for words in (
        "Dài 4 phút 32 giây",
        "Có phụ đề",
        "Lời nói thứ nhất.",
        '"@type":"VideoObject"',
        '"duration":"PT272S"',
    ):
        assert words in page, words
    assert [status(reader, address) for address in (mp4, vtt)] == [200, 200]


def test_a_film_of_elsewhere_is_a_link_behind_a_still_of_ours(reader, video_draft, through):
    item = through(video_draft(files=[], outside=OUTSIDE))
    page = reader.get(item.get_absolute_url()).content.decode()
    elsewhere = re.findall(r'<(\w+)[^>]*(?:src|href|srcset|poster|data)="https?://(?!testserver)[^"]*youtu[^"]*"', page)
    assert set(elsewhere) == {"a"}
    assert (
        re.findall(r'href="(https://www\.youtube[^"]*)" rel="(.*?)"', page)
        == [("https://www.youtube.com/watch?v=aBcDeFgHi_1", "external noopener noreferrer")] * 2
    )
    assert "Xem trên YouTube (mở trang khác)" in page


@pytest.mark.parametrize(
    ("asked", "status", "content_range", "length"),
    [
        ("bytes=0-99", 206, "bytes 0-99/{size}", 100),
        ("bytes=100-", 206, "bytes 100-{last}/{size}", -100),
        ("bytes=-50", 206, "bytes {tail}-{last}/{size}", 50),
        ("bytes=0-999999", 206, "bytes 0-{last}/{size}", 0),
        ("bytes=999999-", 416, "bytes */{size}", None),
        ("bytes=-0", 416, "bytes */{size}", None),
        ("bytes=9-3", 200, None, 0),
        ("bytes=0-1,5-6", 200, None, 0),
        ("items=0-1", 200, None, 0),
        ("bytes=-", 200, None, 0),
        ("bytes=" + "9" * 40 + "-", 200, None, 0),
    ],
)
def test_a_player_seeks_by_parts(reader, video_draft, through, asked, status, content_range, length):
    address = files_of(through(video_draft()))[0]
    whole = body(reader.get(address))
    size = len(whole)
    answer = reader.get(address, headers={"range": asked})
    got = body(answer)
    words = content_range and content_range.format(size=size, last=size - 1, tail=size - 50)
    assert (answer.status_code, answer.headers.get("Content-Range"), answer["Accept-Ranges"]) == (
        status,
        words,
        "bytes",
    )
    if length is not None:
        wanted = length if length > 0 else size + length
        assert (len(got), int(answer["Content-Length"]), got in whole) == (wanted, wanted, True)


def test_a_part_of_another_version_is_the_whole_and_films_stay_private(reader, video_draft, through):
    address = files_of(through(video_draft()))[0]
    whole = reader.get(address)
    whole.getvalue()
    assert (whole["Content-Type"], whole["Cache-Control"]) == ("video/mp4", "private, max-age=31536000, immutable")
    assert (
        whole["Content-Disposition"].startswith("inline") and "To%C3%A0n%20c%E1%BA%A3nh" in whole["Content-Disposition"]
    )
    part = {"range": "bytes=0-9"}
    assert status(reader, address, **part, **{"if-range": whole["ETag"]}) == 206
    assert status(reader, address, **part, **{"if-range": '"khac"'}) == 200
    assert status(reader, address, **{"if-none-match": whole["ETag"]}) == 304


def test_lists_home_feed_sitemap_map_and_search_know_a_video(reader, video_draft, through):
    assert "/video/" not in reader.get("/so-do/").content.decode()
    item, older = (
        through(video_draft()),
        through(video_draft(title="Bản cũ hơn (minh họa)", recorded_on=date(2023, 5, 18))),
    )
    pagecache.clear()
    for address in ("/", "/video/", "/video/rss/", "/sitemap-trang.xml", "/so-do/", "/tim-kiem/?q=loi+noi+thu+nhat"):
        assert item.get_absolute_url() in reader.get(address).content.decode(), address
    page = reader.get("/video/").content.decode()
    assert page.index(item.title) < page.index(older.title)
    for odd, status in (("?trang=0", 404), ("?trang=9", 404), ("?trang=abc", 404), ("?la=1", 200)):
        assert reader.get(f"/video/{odd}").status_code == status, odd


@pytest.mark.parametrize("count", [1, 3, 13])
def test_the_list_and_a_page_cost_the_same_however_many_there_are(
    reader, video_draft, through, django_assert_num_queries, count
):
    items = [through(video_draft(title=f"Video {n} (minh họa)")) for n in range(count)]
    reader.get("/video/")
    for address in ("/video/", items[0].get_absolute_url()):
        reader.get(address)
        pagecache.clear_pages()
        with django_assert_num_queries(5):
            assert reader.get(address).status_code == 200


# --- what must reach nobody -------------------------------------------------------------------------------
@pytest.fixture
def hidden(video_draft, through, approver, keeper, editor):
    """A video in every state that no reader may see; each carries the word everywhere."""

    def piece(name, **fields):
        words = {name: f"{WORD} «{name}»" for name in ("title", "summary", "transcript")}
        return video_draft(**words | {"title": f"{WORD} «{name}»"}, **fields)

    scheduled = through(piece("hen", publish_at=(timezone.now() + timedelta(days=1)).isoformat()))
    withdrawn = workflow.withdraw(item=through(piece("go")), actor=approver, note=f"{WORD} «ly do»")
    expired = through(piece("het-han"))
    Video.objects.filter(pk=expired.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    return [scheduled, withdrawn, expired, piece("nhap"), workflow.trash(item=piece("rac"), actor=keeper)]


def test_hidden_videos_their_films_and_stills_reach_no_reader(hidden, reader):
    addresses = [
        "/", "/video/", "/video/rss/", "/sitemap-trang.xml", "/so-do/", f"/tim-kiem/?q={WORD}",
        *(item.get_absolute_url() for item in hidden),
    ]  # fmt: skip
    assert [one for one in addresses if f"{WORD} «" in reader.get(one).content.decode()] == []
    assert [reader.get(item.get_absolute_url()).status_code for item in hidden] == [404, 410, 404, 404, 404]
    for item in hidden:
        kept = [*files_of(item), item.lead_image.get_absolute_url()] if item.lead_image else files_of(item)
        data = item.working_revision.data if item.working_revision else {}
        kept += [file.get_absolute_url() for file in Video.files.rel.model.objects.filter(pk__in=data.get("files", []))]
        assert kept and {status(reader, address, range="bytes=0-9") for address in kept} == {404}


def test_a_preview_plays_its_film_and_no_other(hidden, reader):
    item = hidden[3]
    page = reader.get(preview.link(item, item.working_revision))
    (source,) = re.findall(r'<source src="(.*?)"', page.content.decode())
    assert (page.status_code, status(reader, source)) == (200, 200)
    assert status(reader, files_of(hidden[0])[0]) == 404
