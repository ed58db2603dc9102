"""Every kind of page that the example site has, one page of each."""

from __future__ import annotations

KINDS = {
    "home": "/",
    "dataset, a line": "/datasets/health-environment/air-quality/",
    "dataset, bars": "/datasets/finance/payments-over-5000/",
    "dataset, three tables": "/datasets/city-clerk/election-results/",
    "quality": "/datasets/health-environment/drinking-water/quality/",
    "datasets": "/datasets/",
    "agency": "/agencies/public-works/",
    "agencies": "/agencies/",
    "topic": "/topics/transport/",
    "topics": "/topics/",
    "alert in force": "/announcements/lead-advisory-harbor-flats/",
    "alert that ended": "/announcements/boil-water-east-bluffs/",
    "notice": "/announcements/winter-parking-rules/",
    "news": "/announcements/bus-ridership-october-2026/",
    "consultation": "/announcements/mill-street-bike-lanes/",
    "event": "/announcements/open-records-workshop/",
    "service": "/announcements/get-a-building-permit/",
    "alerts": "/alerts/",
    "announcements": "/announcements/",
    "feeds": "/feeds/",
    "offline": "/offline/",
    "services": "/services/",
    "services of a kind": "/situations/asking/",
    "following": "/following/",
    "corrected": "/announcements/drinking-water-report-2024/",
    "withdrawn": "/announcements/river-trail-open/",
    "calendar": "/calendar/",
    "posts": "/posts/",
    "search": "/search/",
    "regions": "/regions/",
    "dates": "/dates/",
    "a year": "/dates/2026/",
    "map of tiles": "/datasets/public-works/road-closures/",
    "chart alone": "/datasets/public-works/road-closures/charts/1/",
    "prose": "/accessibility/",
    "not found": "/404.html",
}

FILLED = {
    "search, found": "/search/?q=water",
    "dataset, all rows": "/datasets/finance/city-budget/?table=budget&where=ge%3Aadopted%3A1000000&sort=-adopted",
}
"""Pages of which a script fills in the most."""
