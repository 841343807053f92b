using System.Globalization;
using System.Text;
using Soc.Model;
using Soc.Model.Escalation;

namespace Soc.Response.Escalation;

/// <summary>A list in words that fits into a message; what does not fit is counted.</summary>
internal sealed class BoundedText(string first)
{
    private const int MaxLineLength = 240;

    // For the sentence that counts the rest.
    private const int ReserveLength = 80;

    private readonly StringBuilder _text = new(first);
    private int _left;

    public void Head(string title) => TryAppend($"\n\n{title}:");

    public void Add(string line)
    {
        if (!TryAppend("\n- " + Clip.WithEllipsis(line, MaxLineLength)))
        {
            _left++;
        }
    }

    /// <param name="unnamed">What was known by number only.</param>
    public string End(int unnamed) => _left + unnamed == 0
        ? _text.ToString()
        : _text.Append(CultureInfo.InvariantCulture, $"\n\nAnd {_left + unnamed} more.").ToString();

    private bool TryAppend(string text)
    {
        if (_left > 0 || _text.Length + text.Length > Notice.MaxTextLength - ReserveLength)
        {
            return false;
        }

        _text.Append(text);
        return true;
    }
}
