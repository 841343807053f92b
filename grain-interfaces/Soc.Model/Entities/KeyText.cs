using System.Text;

namespace Soc.Model.Entities;

/// <summary>Parts of grain keys as text: '%' and '/' are percent-escaped, so that no part can be mistaken for two.</summary>
public static class KeyText
{
    public static string Escape(string part)
    {
        ArgumentNullException.ThrowIfNull(part);
        return part.AsSpan().IndexOfAny('%', '/') < 0 ? part : new StringBuilder(part).Replace("%", "%25").Replace("/", "%2f").ToString();
    }

    /// <summary>Reads what <see cref="Escape"/> writes.</summary>
    public static string Unescape(string part)
    {
        ArgumentNullException.ThrowIfNull(part);
        return part.Contains('%', StringComparison.Ordinal) ? part.Replace("%2f", "/", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal) : part;
    }
}
