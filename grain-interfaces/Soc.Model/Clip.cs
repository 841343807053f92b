namespace Soc.Model;

/// <summary>Texts of others, no longer than there is room for, and never cut between the two halves of a character.</summary>
public static class Clip
{
    private const int MaxQuotedLength = 60;

    /// <summary>The beginning of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxLength">UTF-16 code units at most, from 1.</param>
    public static string To(string text, int maxLength)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= maxLength)
        {
            return text;
        }

        return text[..(char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength)];
    }

    /// <summary>As <see cref="To"/>, with an ellipsis where something is missing, within the length.</summary>
    public static string WithEllipsis(string text, int maxLength)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= maxLength ? text : To(text, maxLength - 1) + '…';
    }

    /// <summary>What somebody wrote, short enough to be repeated in a sentence about it; the word null for nothing.</summary>
    public static string Quoted(string? text) => text is null ? "null" : WithEllipsis(text, MaxQuotedLength + 1);
}
