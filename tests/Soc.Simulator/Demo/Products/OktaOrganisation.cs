namespace Soc.Simulator.Demo.Products;

/// <summary>An Okta organisation: only who is active can be suspended, and only who is suspended be brought back.</summary>
internal sealed class OktaOrganisation(string token, IEnumerable<string> logins) : IDemoProduct
{
    private const string Users = "/api/v1/users/";
    private const string Active = "ACTIVE";
    private const string Suspended = "SUSPENDED";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, OktaUser> _users = logins
        .Select((login, i) => new OktaUser($"00u{i:0000}norvik", login, Active, SessionsCleared: 0))
        .ToDictionary(u => u.Login, StringComparer.OrdinalIgnoreCase);

    public string Name => "okta";

    /// <summary>The user as he was before anything happened.</summary>
    public OktaUser FirstOf(string login)
    {
        lock (_lock)
        {
            return _users[login] with { Status = Active, SessionsCleared = 0 };
        }
    }

    /// <summary>What an administrator would see of a user.</summary>
    public OktaUser UserOf(string login)
    {
        lock (_lock)
        {
            return _users[login];
        }
    }

    public ProductReply Answer(ProductAsk ask)
    {
        if (!ask.IsAuthorised($"SSWS {token}"))
        {
            return Error(401, "E0000011", "Invalid token provided");
        }

        lock (_lock)
        {
            var parts = ask.Path.StartsWith(Users, StringComparison.Ordinal) ? ask.Path[Users.Length..].Split('/', 2) : [""];
            if (Find(parts[0]) is not { } user)
            {
                return Error(404, "E0000007", "Not found: Resource not found");
            }

            return (ask.Method, parts.ElementAtOrDefault(1)) switch
            {
                ("GET", null) => ProductReply.Json(new { id = user.Id, status = user.Status, profile = new { login = user.Login } }),
                ("POST", "lifecycle/suspend") => Move(user, Active, Suspended, "Cannot suspend a user that is not active"),
                ("POST", "lifecycle/unsuspend") => Move(user, Suspended, Active, "Cannot unsuspend a user that is not suspended"),
                ("DELETE", "sessions") => Put(user with { SessionsCleared = user.SessionsCleared + 1 }, ProductReply.Empty),
                _ => Error(405, "E0000022", "The endpoint does not support the provided HTTP method"),
            };
        }
    }

    private static ProductReply Error(int status, string code, string summary) =>
        ProductReply.Json(new { errorCode = code, errorSummary = summary, errorCauses = Array.Empty<object>() }, status);

    private OktaUser? Find(string idOrLogin) => _users.GetValueOrDefault(idOrLogin) ?? _users.Values.FirstOrDefault(u => string.Equals(u.Id, idOrLogin, StringComparison.Ordinal));

    private ProductReply Move(OktaUser user, string from, string to, string why) =>
        string.Equals(user.Status, from, StringComparison.Ordinal) ? Put(user with { Status = to }, ProductReply.Json(new { })) : Error(400, "E0000001", $"Api validation failed: {why}");

    private ProductReply Put(OktaUser user, ProductReply reply)
    {
        _users[user.Login] = user;
        return reply;
    }
}
