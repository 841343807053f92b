namespace Soc.Simulator.Demo.Products;

/// <summary>A user as Okta has him.</summary>
internal sealed record OktaUser(string Id, string Login, string Status, int SessionsCleared);
