namespace Soc.Simulator.Estate;

/// <summary>Somebody who works for a client.</summary>
/// <param name="Login">Local part ("amelia.hart").</param>
/// <param name="StartMinute">Usual start of the day, minutes after local midnight (UTC here: the clients' zones are near it).</param>
public sealed record Person(Company Company, int Number, string Login, string DisplayName, Place Home, int HomeHost, int StartMinute)
{
    public string Upn => $"{Login}@{Company.Domain}";

    public string Windows => $"{Company.NetBios}\\{Login}";

    public string ObjectId => Ids.Guid("user", Upn);

    public string DeviceId => Ids.Guid("device", Upn);

    public string Hostname => $"{Company.NetBios}-LT{Number:0000}";

    public string HomeIp => Home.Ip(HomeHost);
}
