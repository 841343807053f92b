namespace Soc.Gateway.Auth;

/// <summary>Kinds of credential, as they are stored and as the API names them.</summary>
public static class CredentialKinds
{
    /// <summary>A token that shippers post events with; belongs to exactly one client.</summary>
    public const string Hec = "hec";

    /// <summary>A key for the API; of one client, or of all ("*").</summary>
    public const string Api = "api";

    /// <summary>A token that a firewall takes feeds with; belongs to exactly one client.</summary>
    public const string Feed = "feed";

    /// <summary>A token that makes one machine a sensor of its client, once.</summary>
    public const string Enrolment = "enrolment";

    /// <summary>A sensor that is enrolled; its secret is the key of its certificate, which nobody here has.</summary>
    public const string Sensor = "sensor";

    /// <summary>The client of an administrator's key.</summary>
    public const string AllClients = "*";

    public static bool IsKnown(string? kind) => kind is Hec or Api or Feed or Enrolment or Sensor;

    /// <summary>Whoever may make credentials asks for these by name; the others come from enrolling.</summary>
    public static bool IsAskedFor(string? kind) => kind is Hec or Api or Feed;
}
