namespace Soc.Capture.Protocols;

/// <summary>What a parser wants of a flow from here on.</summary>
public enum ParserVerdict
{
    /// <summary>What comes next.</summary>
    More,

    /// <summary>Nothing: all that matters was read, or the rest is encrypted. The flow's bytes are only counted from now on.</summary>
    Done,

    /// <summary>Nothing: it is not this protocol after all, or broken beyond reading.</summary>
    NotMine,
}
