namespace Soc.Parsing.Sources.EntraSignIn;

/// <summary>Which of the Entra logs a record belongs to.</summary>
internal enum EntraKind
{
    Unknown = 0,
    Interactive,
    NonInteractive,
    ServicePrincipal,
    ManagedIdentity,
    Audit,
    /// <summary>Another diagnostic category (provisioning, risky users, Graph activity, Azure activity).</summary>
    Other,
}
