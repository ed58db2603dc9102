<?xml version="1.0" encoding="UTF-8"?>
{#- How a person who opens a feed sees it. Values are escaped as in HTML, which XML shares. -#}
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:a="http://www.w3.org/2005/Atom" exclude-result-prefixes="a">
<xsl:output method="html" encoding="UTF-8" doctype-system="about:legacy-compat"/>
<xsl:template match="/">
<html lang="{{ language }}" dir="{{ direction }}">
<head>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="color-scheme" content="light dark"/>
<title><xsl:value-of select="a:feed/a:title | rss/channel/title"/></title>
<link rel="stylesheet" href="{{ base }}assets/daylight.css"/>
{% if identity %}<link rel="stylesheet" href="{{ base }}assets/identity.css"/>{% endif %}
</head>
<body>
<header class="head"><div class="wrap bar"><a class="brand" href="{{ base }}{{ prefix }}"><img class="crest" src="{{ base }}{{ site.logo }}" alt="" width="44" height="44"/><span><strong>{{ site.name }}</strong> <span>{{ site.owner }}</span></span></a></div></header>
<main id="content"><div class="wrap prose">
<h1><xsl:value-of select="a:feed/a:title | rss/channel/title"/></h1>
<p class="lead"><xsl:value-of select="a:feed/a:subtitle | rss/channel/description"/></p>
<p class="note">{{ _("This is a feed. Copy its address into a feed reader, and it tells you what is new. No account, no tracking.") }} <a href="{{ base }}{{ prefix }}feeds/">{{ _("About feeds and calendars") }}</a></p>
<ul class="entries"><xsl:apply-templates select="a:feed/a:entry | rss/channel/item"/></ul>
<xsl:if test="a:feed/a:link[@rel='prev-archive']"><p><a href="{a:feed/a:link[@rel='prev-archive']/@href}">{{ _("Older entries") }}</a></p></xsl:if>
</div></main>
</body>
</html>
</xsl:template>
<xsl:template match="a:entry">
<li><p class="when"><xsl:value-of select="substring(a:updated, 1, 10)"/></p><div><h3><a href="{a:link[@rel='alternate']/@href}"><xsl:value-of select="a:title"/></a></h3><p><xsl:value-of select="a:summary"/></p></div></li>
</xsl:template>
<xsl:template match="item">
<li><p class="when"><xsl:value-of select="substring(pubDate, 1, 16)"/></p><div><h3><a href="{link}"><xsl:value-of select="title"/></a></h3><p><xsl:value-of select="description"/></p></div></li>
</xsl:template>
</xsl:stylesheet>
