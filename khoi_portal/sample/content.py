"""What the sample portal is made of besides its texts: identity, people, sections, menus, links, the front page."""

from accounts.roles import Role

IDENTITY = {
    "name": "Đảng bộ Khối các cơ quan Trung ương",
    "kind_of_site": "Trang thông tin điện tử (bản minh họa)",
    "governing_body": "Đảng ủy Khối các cơ quan Trung ương",
    "responsible_person": "Ban Biên tập (minh họa)",
    "address": "Hà Nội (địa chỉ minh họa)",
    "phone": "024 0000 0000",
    "email": "banbientap@vidu.vn",
    "licence": "Giấy phép số 00/GP-TTĐT (số liệu minh họa)",
    "description": "Tin hoạt động, xây dựng Đảng, học tập và làm theo Bác trong Đảng bộ Khối. Trang minh họa của phần mềm khoi_portal.",
}

# username, full name, role
PEOPLE = [
    ("congtacvien", "Vũ Thị Hòa (minh họa)", Role.CONTRIBUTOR),
    ("phongvien", "Phạm Thị Lan (minh họa)", Role.REPORTER),
    ("bientap", "Trần Minh Ngọc (minh họa)", Role.EDITOR),
    ("thukytoasoan", "Đỗ Văn Quý (minh họa)", Role.MANAGING_EDITOR),
    ("duyet", "Nguyễn Đức An (minh họa)", Role.APPROVER),
    ("kiemduyet", "Hoàng Thu Thủy (minh họa)", Role.MODERATOR),
    ("tulieu", "Lê Quang Huy (minh họa)", Role.PICTURE_EDITOR),
    ("khenthuong", "Bùi Thị Mai (minh họa)", Role.AWARDS_MANAGER),
    ("quantri", "Đặng Thanh Tùng (minh họa)", Role.ADMINISTRATOR),
    ("giamsat", "Ngô Văn Bình (minh họa)", Role.AUDITOR),
]

# slug, name, parent's slug, on home, description
SECTIONS = [
    ("tin-hoat-dong", "Tin hoạt động", "", False, "Hội nghị, sinh hoạt và đời sống trong Đảng bộ Khối."),
    ("xay-dung-dang", "Xây dựng Đảng", "", True, "Tổ chức, cán bộ, đảng viên, kiểm tra và giám sát."),
    ("sinh-hoat-chi-bo", "Sinh hoạt chi bộ", "xay-dung-dang", False, "Cách làm hay từ chi bộ."),
    ("kiem-tra-giam-sat", "Kiểm tra, giám sát", "xay-dung-dang", False, "Phòng ngừa là chính."),
    ("hoc-tap-va-lam-theo-bac", "Học tập và làm theo Bác", "", True, "Việc nhỏ, làm đều, làm thật."),
    ("bao-ve-nen-tang-tu-tuong", "Bảo vệ nền tảng tư tưởng", "", True, "Thông tin đúng, kịp thời."),
]

THREADS = [
    ("Học tập và làm theo Bác", "Những cách làm cụ thể từ khi có Kết luận số 01-KL/TW.", False),
    ("Chi bộ bốn tốt", "Từ bộ câu hỏi tự chấm tới nếp sinh hoạt.", False),
    ("Bảo vệ nền tảng tư tưởng của Đảng", "Theo Nghị quyết số 35-NQ/TW.", False),
]

# place, label, what it leads to: section:slug, page:slug or an address of the site
MENU = [
    ("main", "Trang chủ", "/"),
    ("main", "Tin tức", "/tin-tuc/"),
    ("main", "Hội nghị", "/hoi-nghi/"),
    ("main", "Khen thưởng", "/khen-thuong/"),
    ("main", "Học và làm theo Bác", "section:hoc-tap-va-lam-theo-bac"),
    ("main", "Tài liệu", "/tai-lieu/"),
    ("main", "Thư viện ảnh", "/thu-vien-anh/"),
    ("main", "Video", "/video/"),
    ("main", "Tổ chức", "/to-chuc/"),
    ("main", "Liên hệ", "page:lien-he"),
    ("sections", "Tin hoạt động", "section:tin-hoat-dong"),
    ("sections", "Xây dựng Đảng", "section:xay-dung-dang"),
    ("sections", "Sinh hoạt chi bộ", "section:sinh-hoat-chi-bo"),
    ("sections", "Kiểm tra, giám sát", "section:kiem-tra-giam-sat"),
    ("sections", "Học tập và làm theo Bác", "section:hoc-tap-va-lam-theo-bac"),
    ("sections", "Bảo vệ nền tảng tư tưởng", "section:bao-ve-nen-tang-tu-tuong"),
    ("sections", "Tài liệu", "/tai-lieu/"),
    ("readers", "Giới thiệu", "page:gioi-thieu"),
    ("readers", "Hội nghị", "/hoi-nghi/"),
    ("readers", "Khen thưởng", "/khen-thuong/"),
    ("readers", "Tổ chức", "/to-chuc/"),
    ("readers", "Liên hệ", "page:lien-he"),
    ("readers", "Gửi phản hồi", "/phan-hoi/"),
    ("readers", "Tra cứu trả lời", "/phan-hoi/tra-cuu/"),
    ("readers", "Quy định phản hồi", "page:quy-dinh-phan-hoi"),
    ("readers", "Khả năng tiếp cận", "page:kha-nang-tiep-can"),
    ("readers", "Quyền riêng tư", "page:quyen-rieng-tu"),
    ("readers", "Sơ đồ trang", "/so-do/"),
    ("readers", "Tin RSS", "/rss/"),
    ("readers", "English", "page:about"),
]

LINKS = [
    ("Báo điện tử Đảng Cộng sản Việt Nam", "https://dangcongsan.vn/", True),
    ("Báo Nhân Dân", "https://nhandan.vn/", True),
    ("Tạp chí Cộng sản", "https://www.tapchicongsan.org.vn/", True),
    ("Ủy ban Kiểm tra Trung ương", "https://ubkttw.vn/", True),
    ("Cổng Thông tin điện tử Chính phủ", "https://chinhphu.vn/", False),
]

# place, file name of the article, short line
FRONT = [
    ("lead", "06-chi-bo-nho-cach-lam-moi", ""),
    ("hot", "15-nhan-dien-thong-tin-sai-lech", "Năm câu tự hỏi trước khi bấm chia sẻ một tin"),
    ("hot", "16-cuoc-thi-chinh-luan-vong-so-khao", "Cuộc thi Chính luận bước vào vòng sơ khảo"),
    ("focus", "12-goc-doc-sach-chi-bo", ""),
    ("focus", "07-sinh-hoat-chuyen-de-ngan-hon", ""),
    ("focus", "02-50-chi-bo-duoc-tang-bang-khen", ""),
    ("focus", "01-giao-ban-ban-chi-dao-35-quy-ii", ""),
]

CREDIT = "Minh họa của khoi_portal"
