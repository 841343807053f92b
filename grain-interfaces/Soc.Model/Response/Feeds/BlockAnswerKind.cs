namespace Soc.Model.Response.Feeds;

/// <summary>What became of a <see cref="BlockRequest"/>.</summary>
public enum BlockAnswerKind
{
    /// <summary>Its time is over already.</summary>
    Over = 0,
    /// <summary>The list is full of what is worth more.</summary>
    Full = 1,
    /// <summary>So many operations hold the same already that one more cannot be kept.</summary>
    TooManyHolds = 2,
    /// <summary>It is on the list.</summary>
    Held = 3,
}
