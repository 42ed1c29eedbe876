"""What the commands about accounts and the server say, Vietnamese first, English beside."""

from __future__ import annotations

_WORDS: dict[str, tuple[str, str]] = {
    "viewer": ("xem", "viewer"),
    "clerk": ("văn thư", "clerk"),
    "admin": ("quản trị", "admin"),
    "added": ("Đã thêm tài khoản {name} ({role}).", "Account {name} added ({role})."),
    "password_set": (
        "Đã đặt mật khẩu mới cho {name}; mọi lần đăng nhập trước đã hết hiệu lực.",
        "New password for {name}; all earlier sign-ins have ended.",
    ),
    "role_set": ("{name} nay có vai trò {role}.", "{name} is {role} now."),
    "was_closed": (
        "Đã khóa tài khoản {name} và đăng xuất khỏi mọi nơi.",
        "Account {name} is closed and signed out everywhere.",
    ),
    "opened_again": ("Đã mở lại tài khoản {name}.", "Account {name} is open again."),
    "no_accounts": (
        "Chưa có tài khoản nào. Hãy tạo: ketluan user add TÊN --role admin",
        "There are no accounts yet. Make one: ketluan user add NAME --role admin",
    ),
    "no_tokens": ("Chưa có mã truy cập nào.", "There are no tokens."),
    "token_once": (
        "Mã truy cập chỉ hiện một lần này. Hãy cất giữ như mật khẩu:",
        "The token is shown this once. Keep it like a password:",
    ),
    "token_revoked": ("Đã hủy mã truy cập số {token}.", "Token {token} has ended."),
    "ask_password": ("Mật khẩu (ít nhất 10 ký tự): ", "Password (10 characters at least): "),
    "ask_again": ("Nhập lại mật khẩu: ", "Password again: "),
    "differ": ("hai lần nhập không giống nhau", "the two passwords differ"),
    "id": ("Số", "Id"),
    "name": ("Tài khoản", "Account"),
    "role": ("Vai trò", "Role"),
    "state": ("Tình trạng", "State"),
    "password_at": ("Đặt mật khẩu", "Password set"),
    "label": ("Dùng cho", "For"),
    "access": ("Quyền", "Access"),
    "until": ("Hết hạn", "Until"),
    "used_at": ("Dùng lần cuối", "Last used"),
    "open": ("hoạt động", "active"),
    "closed": ("đã khóa", "closed"),
    "revoked": ("đã hủy", "ended"),
    "serving": (
        "Mở trình duyệt tại {address}. Nhấn Ctrl+C để dừng.",
        "Open {address} in a browser. Press Ctrl+C to stop.",
    ),
    "first_account": (
        "Chưa có tài khoản nào. Hãy tạo: ketluan user add TÊN --role admin",
        "There are no accounts yet. Make one: ketluan user add NAME --role admin",
    ),
    "not_alone": (
        "{host} mở cho máy khác mà chưa có tài khoản; hãy tạo: ketluan user add TÊN --role admin",
        "{host} is open to others without an account: ketluan user add NAME --role admin",
    ),
    "port_taken": (
        "không mở được cổng {port} tại {host} ({detail}); hãy chọn cổng khác: --port",
        "port {port} at {host} cannot be opened ({detail}); choose another: --port",
    ),
}


def tell(key: str, lang: str, **details: object) -> str:
    """The words for ``key``.

    >>> tell("token_revoked", "en", token=3)
    'Token 3 has ended.'
    """
    vi, en = _WORDS[key]
    return (en if lang == "en" else vi).format_map(details)
