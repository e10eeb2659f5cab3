"""The components: what they draw, and that a wrong argument fails before any page is served."""

from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import get_template, render_to_string

from khoi_portal import style_guide
from khoi_portal.icons import ICONS
from khoi_portal.templatetags import components


def draw(source: str, **context) -> str:
    return Template("{% load components %}" + source).render(Context(context)).strip()


def a_piece(**changes):
    given = {
        "title": "Chi bộ 01-KL/TW <b>",
        "summary": "",
        "section": None,
        "publish_at": None,
        "lead_image": None,
    }
    return SimpleNamespace(**{**given, **changes}, get_absolute_url=lambda: "/bai-viet/chi-bo-1/")


@pytest.mark.parametrize("name", sorted(components.register.tags))
def test_a_wrong_argument_fails_when_the_template_compiles(name):
    with pytest.raises(TemplateSyntaxError, match="unexpected keyword argument 'khong_co'"):
        Template("{% load components %}{% " + name + " khong_co=1 %}")


@pytest.mark.parametrize("name", sorted(components.register.tags))
def test_arguments_have_names(name):
    with pytest.raises(TemplateSyntaxError, match="too many positional arguments"):
        Template("{% load components %}{% " + name + " 1 2 3 %}")


def test_an_unknown_icon_variant_or_tone_is_an_error_not_an_empty_box():
    with pytest.raises(KeyError, match="khong-co"):
        draw('{% icon name="khong-co" %}')
    with pytest.raises(KeyError, match="khong-co"):
        draw('{% story piece=piece variant="khong-co" %}', piece=a_piece())
    with pytest.raises(ValueError, match="khong-co"):
        draw('{% pill label="x" tone="khong-co" %}')


def test_icons_are_hidden_from_screen_readers():
    assert draw('{% icon name="menu" %}') == (
        f'<svg class="ico" viewBox="0 0 24 24" aria-hidden="true"><path d="{ICONS["menu"]}"/></svg>'
    )


def test_a_story_escapes_its_title_and_keeps_document_numbers_whole():
    html = draw("{% story piece=piece level=4 %}", piece=a_piece())
    link = '<a href="/bai-viet/chi-bo-1/">Chi bộ <span class="nb">01-KL/TW</span> &lt;b&gt;</a>'
    assert f'<h4 class="story__t">{link}</h4>' in html
    assert "<img" not in html and "<time" not in html and 'class="meta"' not in html


def test_a_row_without_a_picture_takes_the_whole_width():
    assert 'class="story story--row story--bare"' in draw('{% story piece=piece variant="row" %}', piece=a_piece())


def test_the_link_of_a_section_head_says_where_it_leads():
    assert draw('{% section_head title="Mới nhất" url="/tin-tuc/" more="Xem tất cả" id="moi" %}') == (
        '<div class="sec__h"><h2 id="moi"><a href="/tin-tuc/">Mới nhất</a></h2>'
        '<a href="/tin-tuc/">Xem tất cả<span class="vh"> – Mới nhất</span></a></div>'
    )


def test_the_pager_carries_the_filters_and_nothing_for_the_first_page():
    html = draw(
        "{% pager page=page params=params %}",
        page=Paginator(range(480), 20).page(2),
        params={"muc": "xây dựng"},
    )
    assert 'href="?muc=x%C3%A2y+d%E1%BB%B1ng" aria-label="Trang 1">1</a>' in html
    assert 'href="?muc=x%C3%A2y+d%E1%BB%B1ng&amp;trang=2" aria-label="Trang 2" aria-current="page"' in html
    assert 'trang=3" rel="next">Trang sau<span class="vh">: trang 3 trên 24</span>' in html
    assert 'rel="prev"' in html


def test_one_page_needs_no_pager():
    assert draw("{% pager page=page %}", page=Paginator(range(3), 20).page(1)) == ""


def test_nothing_hot_draws_nothing():
    assert draw("{% hot pieces=pieces %}", pieces=()) == ""


class DayForm(forms.Form):
    day = forms.CharField(label="Ngày họp", help_text="ngày/tháng/năm", max_length=10)

    def clean_day(self):
        raise forms.ValidationError("Ngày <chưa> đúng.")


def test_a_wrong_field_says_so_at_its_place_and_keeps_what_was_typed():
    form = DayForm({"day": "32/13"})
    html = draw("{% field field=field counter=True %}", field=form["day"])
    assert 'class="field field--bad"' in html
    assert '<label for="id_day">Ngày họp</label>' in html
    assert '<p class="hint" id="id_day-h">ngày/tháng/năm</p>' in html
    assert '<p class="errmsg" id="id_day-e"><span class="vh">Lỗi: </span>Ngày &lt;chưa&gt; đúng. </p>' in html
    assert 'value="32/13"' in html
    assert 'aria-describedby="id_day-h id_day-e id_day-l"' in html and 'aria-invalid="true"' in html
    assert 'data-left="id_day-l"' in html and "Tối đa 10 ký tự" in html


def test_a_field_without_hint_or_error_describes_nothing():
    form = forms.Form()
    form.fields["q"] = forms.CharField(label="Từ khóa", required=False)
    html = draw("{% field field=field %}", field=form["q"])
    assert html == (
        '<div class="field"><label for="id_q">Từ khóa</label><input type="text" name="q" class="inp" id="id_q"></div>'
    )


def test_marked_words_are_escaped():
    assert (
        draw("{% marked parts=parts %}", parts=[("<a> ", False), ("<b>", True)]) == "&lt;a&gt; <mark>&lt;b&gt;</mark>"
    )


def test_sharing_is_plain_links_with_the_address_quoted():
    html = draw("""{% share_tools title='Một & "hai" #3' url="https://vidu.vn/a?b=1&c" %}""")
    assert 'href="https://www.facebook.com/sharer.php?u=https://vidu.vn/a%3Fb=1%26c"' in html
    assert 'href="https://sp.zalo.me/share?url=https://vidu.vn/a%3Fb=1%26c"' in html
    assert 'href="mailto:?subject=Một%20%26%20%22hai%22%20%233&amp;body=https://vidu.vn/a%3Fb=1%26c"' in html
    assert "<script" not in html and "<iframe" not in html


def test_the_style_guide_shows_every_component():
    source = get_template("khoi_portal/style_guide.html").template.source
    shown = {name for name in components.register.tags if f"{{% {name} " in source}
    # What search engines read has nothing to look at.
    assert set(components.register.tags) - shown == {"page_meta"}


@pytest.mark.django_db
def test_the_style_guide_renders():
    html = render_to_string("khoi_portal/style_guide.html", style_guide.examples())
    assert html.count("<h1") == 1
    assert "Chờ duyệt" in html and "{%" not in html
