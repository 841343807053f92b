namespace Soc.Parsing.Text;

/// <summary>How a format writes the characters that mean something to itself.</summary>
internal enum EscapeStyle : byte
{
    None = 0,
    /// <summary>CSV: <c>""</c> within quotes.</summary>
    DoubledQuotes = 1,
    /// <summary>CEF: <c>\=</c>, <c>\\</c>, <c>\|</c>, <c>\n</c>, <c>\r</c>.</summary>
    Cef = 2,
    /// <summary>key="value": <c>\"</c> and <c>\\</c> only, since user names hold single backslashes.</summary>
    QuotedValue = 3,
    Json = 4,
}
