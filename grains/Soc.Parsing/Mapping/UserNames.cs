using Soc.Model.Events;

namespace Soc.Parsing.Mapping;

/// <summary>A user from one name as written.</summary>
internal static class UserNames
{
    /// <summary>Null for no name. <c>DOMAIN\user</c> keeps its name and gives its domain; doubled backslashes of careless relays become one.</summary>
    public static UserIdentity? From(string? name)
    {
        if (name is null || name.Length > 320)
        {
            return null;
        }

        if (name.Contains("\\\\", StringComparison.Ordinal))
        {
            name = CollapseBackslashes(name);
        }

        if (IsNobody(name))
        {
            return null;
        }

        var backslash = name.IndexOf('\\', StringComparison.Ordinal);
        return new UserIdentity
        {
            Name = name,
            Domain = backslash > 0 && backslash < name.Length - 1 ? name[..backslash] : null,
            IsService = name[^1] == '$' || name.Equals("pre-logon", StringComparison.OrdinalIgnoreCase),
        };
    }

    /// <summary>Words for nobody, and placeholders that a template did not fill.</summary>
    private static bool IsNobody(string name) =>
        name.Length == 0
        || name.StartsWith("${", StringComparison.Ordinal)
        || name.Equals("unknown", StringComparison.OrdinalIgnoreCase)
        || name.Equals("not-available", StringComparison.OrdinalIgnoreCase)
        || name.Equals("undefined", StringComparison.OrdinalIgnoreCase);

    private static string CollapseBackslashes(string name)
    {
        while (name.Contains("\\\\", StringComparison.Ordinal))
        {
            name = name.Replace("\\\\", "\\", StringComparison.Ordinal);
        }

        return name;
    }
}
