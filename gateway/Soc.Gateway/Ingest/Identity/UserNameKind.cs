namespace Soc.Gateway.Ingest.Identity;

/// <summary>The form in which a source names a user.</summary>
internal enum UserNameKind
{
    None = 0,
    /// <summary>local@suffix.</summary>
    Upn = 1,
    /// <summary>A guest of another directory, in the form of his home address.</summary>
    Guest = 2,
    /// <summary>DOMAIN\login.</summary>
    Domain = 3,
    /// <summary>A login and nothing else.</summary>
    Bare = 4,
    /// <summary>A computer's account, with a trailing $.</summary>
    Machine = 5,
}
