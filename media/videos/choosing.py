"""How the newsroom's forms choose videos."""

from media.models import Video
from publishing.choosing import by_title

VIDEOS = by_title(Video, name="video", noun="video")
