namespace Soc.Simulator.Demo.Products;

/// <summary>What a person was told.</summary>
/// <param name="Kind">"new", "reminder", "update", "resolved", "summary" or "digest".</param>
/// <param name="AcknowledgeLink">Page behind the button "I have it"; null when nothing is to be answered.</param>
/// <param name="Facts">The message's table, "About: user anna@example.com".</param>
/// <param name="AtMs">When it arrived, ms since the epoch.</param>
internal sealed record ToldMessage(string Kind, string Client, string IncidentId, string Who, string Title, string Text, Uri? AcknowledgeLink, IReadOnlyList<string> Facts, long AtMs)
{
    /// <summary>Asks somebody, and does not only keep him informed.</summary>
    public bool IsNew => Kind is "new";

    /// <summary>It is about this entity, such as "user anna@example.com".</summary>
    public bool IsAbout(string entity) => Facts.Contains($"About: {entity}", StringComparer.OrdinalIgnoreCase);
}
