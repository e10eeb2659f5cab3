"""Words that every newsroom needs when it answers or refuses; moderators change them and add their own."""

from django.db import migrations

REPLIES = {
    "Cảm ơn góp ý": "Cảm ơn bạn đã đọc kỹ và góp ý. Chúng tôi ghi nhận để làm các bài sau tốt hơn.",
    "Đã sửa lỗi": "Cảm ơn bạn đã báo. Chúng tôi đã kiểm tra và sửa lại chỗ bạn nêu.",
    "Đang kiểm tra": "Chúng tôi đã nhận ý kiến và đang kiểm tra lại với đơn vị liên quan. Khi có kết quả, câu trả lời sẽ hiện ở đây.",
    "Chỉ nơi có tài liệu": "Tài liệu bạn hỏi có ở mục Tài liệu của Trang; có thể tìm theo số, tên văn bản hoặc năm.",
    "Chuyển đơn vị phụ trách": "Việc này thuộc đơn vị phụ trách chuyên môn. Chúng tôi đã chuyển ý kiến của bạn tới đơn vị ấy.",
}
REASONS = {
    "Không liên quan": "Nội dung không liên quan đến bài viết, hội nghị này.",
    "Lời lẽ": "Lời lẽ xúc phạm hoặc không phù hợp.",
    "Chưa kiểm chứng": "Thông tin chưa thể kiểm chứng.",
    "Thông tin riêng": "Có thông tin riêng của người khác.",
    "Quảng cáo": "Nội dung quảng cáo.",
    "Khiếu nại, tố cáo": "Đơn khiếu nại, tố cáo: xin gửi trực tiếp tới cơ quan có thẩm quyền.",
}


def add(apps, schema_editor):
    ready = apps.get_model("feedback", "ReadyText")
    for use, texts in (("reply", REPLIES), ("reason", REASONS)):
        ready.objects.bulk_create(
            ready(use=use, title=title, text=text, order=10 * place)
            for place, (title, text) in enumerate(texts.items(), start=1)
        )


def remove(apps, schema_editor):
    apps.get_model("feedback", "ReadyText").objects.filter(title__in=[*REPLIES, *REASONS]).delete()


class Migration(migrations.Migration):
    dependencies = [("feedback", "0002_the_desk")]
    operations = [migrations.RunPython(add, remove)]
