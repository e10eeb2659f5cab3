"""`{% picture %}` and figures in texts: what readers get, with sizes made and while they are missing."""

import pytest
from django.template import Context, Template, TemplateSyntaxError

from media import embeds, renditions, tasks
from media.models import Image
from media.pictures import on_shelf
from media.templatetags.pictures import picture as show
from media.templatetags.pictures import preview_url, thumbnail_url
from publishing import pagecache
from publishing.sanitizing import clean, render


def fresh(image):
    return Image.objects.with_renditions().get(pk=image.pk)


def folder(image):
    return "/tep/" + image.original.name.rpartition("/")[0]


def test_with_every_size(picture):
    image = picture(2000, 1250, alt_text='Hội trường "lớn" <b>')
    renditions.make(image)
    at = folder(image)
    assert show(fresh(image), sizes="50vw") == (
        f'<picture><source type="image/avif" srcset="{at}/640.avif 640w, {at}/960.avif 960w, {at}/1600.avif 1600w" sizes="50vw">'
        f'<source type="image/webp" srcset="{at}/320.webp 320w, {at}/640.webp 640w, {at}/960.webp 960w, '
        f'{at}/1600.webp 1600w" sizes="50vw"><img src="{at}/960.jpg" width="2000" height="1250" '
        'alt="Hội trường &quot;lớn&quot; &lt;b&gt;" loading="lazy"></picture>'
    )


def test_while_sizes_are_missing_the_original_stands_in(picture):
    image = picture(alt_text="Cờ")
    assert show(fresh(image), lazy=False, class_="to") == (
        f'<img src="{folder(image)}/goc.jpg" width="800" height="600" alt="Cờ" class="to" fetchpriority="high">'
    )


def test_a_crop_has_the_size_of_the_crop(picture):
    image = picture(2000, 1250, alt_text="Cờ")
    renditions.make(image)
    at = folder(image)
    assert show(fresh(image), crop="card", decorative=True, sizes="50vw") == (
        f'<img src="{at}/480-card-50-50.webp" srcset="{at}/480-card-50-50.webp 480w, {at}/960-card-50-50.webp 960w" '
        'sizes="50vw" width="960" height="540" alt="" loading="lazy">'
    )


def test_a_small_one_names_its_larger_cut_for_fine_screens_alone(picture):
    image = picture(2000, 1250, alt_text="Cờ")
    renditions.make(image)
    at = folder(image)
    assert show(fresh(image), crop="thumb", sizes="") == (
        f'<img src="{at}/240-thumb-50-50.webp" srcset="{at}/480-thumb-50-50.webp 2x" width="480" height="360" alt="Cờ" loading="lazy">'
    )


def test_an_unknown_crop_is_an_error(picture):
    with pytest.raises(TemplateSyntaxError):
        show(picture(), crop="vuong")


def test_no_query_per_picture(picture, django_assert_num_queries):
    for _ in range(3):
        renditions.make(picture())
    with django_assert_num_queries(2):
        images = list(Image.objects.with_renditions())
        html = Template("{% load pictures %}{% for i in images %}{% picture i %}{% endfor %}").render(
            Context({"images": images})
        )
    assert html.count("<picture>") == 3


def test_urls_for_lists_and_link_previews(picture):
    image = picture()
    assert thumbnail_url(image) == preview_url(image) == image.original.url
    renditions.make(image)
    image = fresh(image)
    assert thumbnail_url(image) == f"{folder(image)}/480-thumb-50-50.webp"
    assert preview_url(image) == f"{folder(image)}/800-card-50-50.jpg"


def test_a_figure_says_what_the_library_says(picture):
    image = picture(caption="Toàn cảnh <hội nghị>", alt_text="Hàng ghế", photo_credit="Minh Ngọc (minh họa)")
    html = render(clean(f'<figure data-image="{image.pk}"><figcaption></figcaption></figure>'))
    assert html == (
        f'<figure class="fig"><img src="{folder(image)}/goc.jpg" width="800" height="600" alt="Hàng ghế" loading="lazy">'
        '<figcaption>Toàn cảnh &lt;hội nghị&gt; <span class="credit">Ảnh: Minh Ngọc (minh họa)</span>'
        "</figcaption></figure>"
    )


def test_the_texts_own_words_go_before(picture):
    image = picture(caption="Thư viện", alt_text="Thư viện", photo_credit="Thư viện")
    html = render(
        f'<figure data-image="{image.pk}" data-alt="Riêng &quot;a&quot;" data-credit="Ảnh tư liệu">'
        "<figcaption>Chú thích <em>riêng</em></figcaption></figure>"
    )
    assert html == (
        f'<figure class="fig"><img src="{folder(image)}/goc.jpg" width="800" height="600" alt="Riêng &quot;a&quot;" '
        'loading="lazy"><figcaption>Chú thích <em>riêng</em>. <span class="credit">Ảnh tư liệu</span>'
        "</figcaption></figure>"
    )


def test_a_picture_without_words_has_no_caption_and_a_missing_one_no_hole(picture):
    image = picture()
    html = render(f'<p>a</p><figure data-image="{image.pk}"></figure><figure data-image="{image.pk + 999}"></figure>')
    assert html == (
        f'<p>a</p><figure class="fig"><img src="{folder(image)}/goc.jpg" width="800" height="600" alt="" loading="lazy">'
        "</figure>"
    )


def test_many_figures_are_two_queries(picture, django_assert_num_queries):
    text = "".join(f'<figure data-image="{picture().pk}"></figure>' for _ in range(5))
    with django_assert_num_queries(2):
        assert render(text).count("<img") == 5


def test_figures_of_a_text_with_the_words_readers_get(picture):
    class Piece:
        body = ""

    one, two = picture(caption="Của thư viện", photo_credit="A"), picture(alt_text="Cờ")
    Piece.body = (
        f'<figure data-image="{two.pk}"><figcaption>Riêng</figcaption></figure><p>x</p>'
        f'<figure data-image="{one.pk}" data-alt="Tả"></figure><figure data-image="999999"></figure>'
    )
    found = [(figure.image, figure.caption, figure.alt, figure.credit) for figure in embeds.figures_in(Piece())]
    assert found == [(two, "Riêng", "Cờ", ""), (one, "Của thư viện", "Tả", "A")]


def test_pages_get_the_sizes_as_soon_as_they_are_made(picture, django_capture_on_commit_callbacks):
    image = picture()
    assert show(on_shelf([image.pk])[image.pk]).startswith("<img")
    with django_capture_on_commit_callbacks(execute=True):
        tasks.make_renditions.call(image.pk)
    assert show(on_shelf([image.pk])[image.pk]).startswith("<picture>")


def test_a_shelf_of_pictures_costs_two_queries_once(picture, django_assert_num_queries):
    keys = [picture(800 + number).pk for number in range(3)]
    pagecache.fragment("warm", tags=[], build=int)
    with django_assert_num_queries(2):
        assert sorted(on_shelf(keys)) == keys
    with django_assert_num_queries(0):
        assert sorted(on_shelf(keys)) == keys
