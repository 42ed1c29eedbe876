"""Letters of Vietnamese, for character classes."""

from typing import Final

UPPER: Final = "A-ZĐÀÁẢÃẠĂẮẰẲẴẶÂẤẦẨẪẬÈÉẺẼẸÊẾỀỂỄỆÌÍỈĨỊÒÓỎÕỌÔỐỒỔỖỘƠỚỜỞỠỢÙÚỦŨỤƯỨỪỬỮỰỲÝỶỸỴ"
"""What stands between the brackets of a class of capital letters."""

LOWER: Final = UPPER.replace("A-Z", "a-z").lower()
"""The same of small letters."""
