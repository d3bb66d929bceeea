"""One specimen of every kind of table, and what it is to be taken for."""

from hustings.importers import sources
from hustings.importers.crosswalks import has_questions

OF_SPECIMEN = {
    "facebook_quotes_and_newlines.csv": "facebook_posts",
    "facebook_two_headers_until_2021.csv": "facebook_posts",
    "instagram_16_columns_thousands_commas.csv": "instagram_posts",
    "x_content.csv": "x_posts",
    "x_old_tweet_activity.csv": "x_posts",
    "youtube_total_is_not_the_sum.csv": "youtube_table",
    "youtube_totals_saved_by_excel.csv": "youtube_totals",
    "youtube_chart.csv": "youtube_chart",
    "meta_daily_series_utf16.csv": "meta_daily",
    "meta_audience_five_blocks_utf16.csv": "meta_audience",
    "x_daily_overview.csv": "x_overview",
    "crowdtangle_facebook.csv": "crowdtangle",
    "roster_hindi_header.csv": "roster",
    "activity_form_download.csv": "activity_form",
    "report_form.csv": "report_form",
    "units_same_name_panchayats.csv": "units",
    "groups.csv": "groups",
    "accounts.csv": "accounts",
    "followers.csv": "followers",
    "watched_posts.csv": "watched_posts",
    "youth.csv": "youth",
    "events_hindi_header.csv": "events",
    "attendance_by_strangers.csv": "attendance",
    "ratings_answered_again.csv": "ratings",
    "directives_listed_twice.csv": "directives",
    "central_messages_link_is_a_script.csv": "messages_central",
    "claims_status_in_hindi.csv": "claims",
    "rebuttals_evidence_is_no_link.csv": "rebuttals",
    "appointments_of_strangers.csv": "appointments",
    "recommendations_status_unknown.csv": "recommendations",
    "elections_two_candidates_of_one_name.csv": "elections",
    "pravas_across_two_weeks.csv": "pravas",
    "occasions_kind_in_hindi.csv": "occasions",
}


HAND_KEPT = {
    name: source for name, source in OF_SPECIMEN.items() if has_questions(sources()[source])
}
"""The forms and sheets among them, whose columns people word themselves."""
